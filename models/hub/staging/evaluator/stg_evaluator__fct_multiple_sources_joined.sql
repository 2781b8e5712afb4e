{{ mesh_commons.union_evaluator_relation('fct_multiple_sources_joined') }}
