{{ config(materialized='table') }}

{{ union_evaluator_relation('fct_root_models') }}
