{{ mesh_commons.union_evaluator_relation('fct_exposures_dependent_on_private_models') }}
