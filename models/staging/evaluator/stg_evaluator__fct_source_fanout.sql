{{ config(materialized='table') }}

{{ union_evaluator_relation('fct_source_fanout') }}
