{{ mesh_commons.union_evaluator_relation('fct_unused_sources') }}
