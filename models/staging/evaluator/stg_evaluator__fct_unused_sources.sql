{{ config(materialized='table') }}

{{ union_evaluator_relation('fct_unused_sources') }}
