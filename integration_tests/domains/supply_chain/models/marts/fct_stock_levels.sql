with

stock_movements as (
    select * from {{ ref('stg_wms__stock_movements') }}
),

campaign_plan as (
    select * from {{ ref('stg_marketing__campaign_plan') }}
),

stock as (
    select
        product_id,
        sum(quantity) as quantity
    from stock_movements
    group by product_id
),

final as (
    select
        stock.product_id,
        cast(stock.quantity as bigint) as stock_quantity,
        cast(coalesce(campaign_plan.reserved_quantity, 0) as bigint) as reserved_quantity
    from stock
    left join campaign_plan
        on stock.product_id = campaign_plan.product_id
)

select * from final
