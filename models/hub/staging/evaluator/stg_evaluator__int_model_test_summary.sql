{{ config(materialized='table') }}

{{ mesh_commons.union_evaluator_relation('int_model_test_summary') }}
