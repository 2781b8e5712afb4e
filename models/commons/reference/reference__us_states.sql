with

us_states as (
    select * from {{ ref('seed_reference__us_states') }}
),

sources as (
    select * from {{ ref('reference__sources') }}
),

final as (
    select
        cast(us_states.state_code as {{ dbt.type_string() }}) as state_code,
        cast(us_states.state_fips_code as {{ dbt.type_string() }}) as state_fips_code,
        cast(us_states.state_name as {{ dbt.type_string() }}) as state_name,
        cast(us_states.state_kind as {{ dbt.type_string() }}) as state_kind,
        cast(us_states.subdivision_code as {{ dbt.type_string() }}) as subdivision_code,
        sources.source_version,
        sources.source_date
    from us_states
    inner join sources
        on sources.reference_name = 'us_states'
)

select * from final
