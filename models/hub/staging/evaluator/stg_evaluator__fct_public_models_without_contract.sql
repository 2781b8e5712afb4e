{{ mesh_commons.union_evaluator_relation('fct_public_models_without_contract') }}
