{{ mesh_commons.union_evaluator_relation('fct_undocumented_public_models') }}
