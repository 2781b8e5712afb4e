with

source as (
    select * from {{ source('wms', 'shipments') }}
),

final as (
    select
        shipment_id,
        order_ref,
        shipped_on,
        carrier
    from source
)

select * from final
