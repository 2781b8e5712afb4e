with

sources as (
    select * from {{ ref('seed_reference__sources') }}
),

final as (
    select
        cast(reference_name as {{ dbt.type_string() }}) as reference_name,
        cast(source_authority as {{ dbt.type_string() }}) as source_authority,
        cast(source_package as {{ dbt.type_string() }}) as source_package,
        cast(source_version as {{ dbt.type_string() }}) as source_version,
        cast(source_date as date) as source_date,
        cast(source_licence as {{ dbt.type_string() }}) as source_licence,
        cast(source_row_count as {{ dbt.type_int() }}) as source_row_count
    from sources
)

select * from final
