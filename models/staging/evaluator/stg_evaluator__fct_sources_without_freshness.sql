{{ config(materialized='table') }}

{{ union_evaluator_relation('fct_sources_without_freshness') }}
