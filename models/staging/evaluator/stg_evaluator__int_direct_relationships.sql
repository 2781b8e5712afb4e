{{ config(materialized='table') }}

{{ union_evaluator_relation('int_direct_relationships') }}
