{{ mesh_commons.union_evaluator_relation('fct_root_models') }}
