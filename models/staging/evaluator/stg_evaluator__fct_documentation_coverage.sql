{{ config(materialized='table') }}

{{ union_evaluator_relation('fct_documentation_coverage') }}
