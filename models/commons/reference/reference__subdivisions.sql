with

subdivisions as (
    select * from {{ ref('seed_reference__subdivisions') }}
),

sources as (
    select * from {{ ref('reference__sources') }}
),

final as (
    select
        cast(subdivisions.subdivision_code as {{ dbt.type_string() }}) as subdivision_code,
        cast(subdivisions.country_code as {{ dbt.type_string() }}) as country_code,
        cast(subdivisions.subdivision_name as {{ dbt.type_string() }}) as subdivision_name,
        cast(subdivisions.subdivision_category as {{ dbt.type_string() }}) as subdivision_category,
        cast(nullif(subdivisions.parent_subdivision_code, '') as {{ dbt.type_string() }}) as parent_subdivision_code,
        sources.source_version,
        sources.source_date
    from subdivisions
    inner join sources
        on sources.reference_name = 'subdivisions'
)

select * from final
