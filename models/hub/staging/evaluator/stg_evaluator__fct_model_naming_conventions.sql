{{ mesh_commons.union_evaluator_relation('fct_model_naming_conventions') }}
