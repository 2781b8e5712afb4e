{{ mesh_commons.union_evaluator_relation('dbt_project_evaluator_exceptions') }}
