{{ config(materialized='table') }}

{{ union_evaluator_relation('stg_exposures') }}
