{{ config(materialized='table') }}

{{ union_evaluator_relation('fct_duplicate_sources') }}
