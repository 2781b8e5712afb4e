{{ config(materialized='table') }}

{{ union_evaluator_relation('int_model_test_summary') }}
