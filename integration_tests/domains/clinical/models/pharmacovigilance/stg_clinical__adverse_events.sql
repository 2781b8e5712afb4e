{{ config(materialized='view', access='private') }}

with

source as (
    select * from {{ source('clinical', 'adverse_events') }}
),

final as (
    select
        event_id,
        device_id,
        reported_on,
        severity,
        was_serious
    from source
)

select * from final
