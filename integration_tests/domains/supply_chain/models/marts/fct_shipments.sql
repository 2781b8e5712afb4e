with

shipments as (
    select * from {{ ref('stg_wms__shipments') }}
),

orders as (
    select * from {{ ref('sales', 'fct_orders', v=2) }}
),

final as (
    select
        shipments.shipment_id,
        shipments.order_ref as order_id,
        shipments.carrier,
        shipments.shipped_on,
        cast(shipments.shipped_on - orders.ordered_on as bigint) as days_to_ship
    from shipments
    left join orders
        on shipments.order_ref = 'SO-' || cast(orders.order_id as varchar)
)

select * from final
