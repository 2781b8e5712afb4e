{{ mesh_commons.union_evaluator_relation('fct_staging_dependent_on_staging') }}
