with

time_zones as (
    select * from {{ ref('seed_reference__time_zones') }}
),

sources as (
    select * from {{ ref('reference__sources') }}
),

final as (
    select
        cast(time_zones.time_zone_name as {{ dbt.type_string() }}) as time_zone_name,
        cast(time_zones.canonical_time_zone_name as {{ dbt.type_string() }}) as canonical_time_zone_name,
        time_zones.time_zone_name = time_zones.canonical_time_zone_name as is_canonical,
        cast(nullif(time_zones.country_code, '') as {{ dbt.type_string() }}) as country_code,
        cast(nullif(time_zones.standard_offset_minutes, '') as {{ dbt.type_int() }}) as standard_offset_minutes,
        cast(nullif(time_zones.daylight_offset_minutes, '') as {{ dbt.type_int() }}) as daylight_offset_minutes,
        time_zones.standard_offset_minutes <> time_zones.daylight_offset_minutes as has_daylight_saving,
        sources.source_version,
        sources.source_date
    from time_zones
    inner join sources
        on sources.reference_name = 'time_zones'
)

select * from final
