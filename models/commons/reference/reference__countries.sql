with

countries as (
    select * from {{ ref('seed_reference__countries') }}
),

sources as (
    select * from {{ ref('reference__sources') }}
),

final as (
    select
        cast(countries.country_code as {{ dbt.type_string() }}) as country_code,
        cast(countries.country_alpha3_code as {{ dbt.type_string() }}) as country_alpha3_code,
        cast(countries.country_numeric_code as {{ dbt.type_string() }}) as country_numeric_code,
        cast(countries.country_name as {{ dbt.type_string() }}) as country_name,
        cast(countries.country_common_name as {{ dbt.type_string() }}) as country_common_name,
        cast(nullif(countries.country_official_name, '') as {{ dbt.type_string() }}) as country_official_name,
        sources.source_version,
        sources.source_date
    from countries
    inner join sources
        on sources.reference_name = 'countries'
)

select * from final
