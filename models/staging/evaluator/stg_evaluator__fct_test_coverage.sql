{{ config(materialized='table') }}

{{ union_evaluator_relation('fct_test_coverage') }}
