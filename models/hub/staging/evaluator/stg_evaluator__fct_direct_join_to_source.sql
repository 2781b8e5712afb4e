{{ mesh_commons.union_evaluator_relation('fct_direct_join_to_source') }}
