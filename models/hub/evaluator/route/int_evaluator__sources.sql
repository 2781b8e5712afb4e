with

source_tables as (
    select * from {{ ref('stg_evaluator__stg_sources') }}
),

final as (
    select
        project_name,
        unique_id,
        source_name,
        nullif(nullif(loader, ''), 'None') as loader,
        nullif(nullif(loaded_at_field, ''), 'None') as loaded_at_field,
        cast(null as {{ dbt.type_string() }}) as loaded_at_query,
        coalesce(is_freshness_enabled, false) as has_freshness,
        cast(null as {{ dbt.type_float() }}) as warn_after_hours,
        cast(null as {{ dbt.type_float() }}) as error_after_hours
    from source_tables
    where package_name <> 'dbt_project_evaluator'
)

select * from final
