{{ config(materialized='table') }}

with

metrics as (
    select * from {{ ref('stg_evaluator__stg_metrics') }}
),

final as (
    select
        project_name,
        unique_id,
        nullif(metric_type, '') as metric_type,
        nullif(label, '') as label,
        cast(null as {{ dbt.type_string() }}) as type_params
    from metrics
)

select * from final
