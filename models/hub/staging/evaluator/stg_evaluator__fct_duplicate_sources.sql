{{ mesh_commons.union_evaluator_relation('fct_duplicate_sources') }}
