with

adverse_events as (
    select * from {{ ref('stg_clinical__adverse_events') }}
),

devices as (
    select * from {{ ref('dim_devices') }}
),

installations as (
    select * from {{ ref('stg_clinical__devices') }}
),

final as (
    select
        adverse_events.event_id,
        adverse_events.device_id,
        devices.product_id,
        adverse_events.reported_on,
        adverse_events.severity,
        adverse_events.was_serious,
        cast(adverse_events.reported_on - installations.installed_on as bigint) as days_in_service,
        {{ mesh_commons.date_band(
            'installations.installed_on', as_of='adverse_events.reported_on', upper_bounds=[30, 365]
        ) }} as service_band
    from adverse_events
    inner join devices
        on adverse_events.device_id = devices.device_id
    inner join installations
        on adverse_events.device_id = installations.device_id
)

select * from final
