with

source as (
    select * from {{ source('wms', 'stock_movements') }}
),

final as (
    select
        movement_id,
        product_id,
        moved_on,
        quantity
    from source
)

select * from final
