with

campaigns as (
    select * from {{ ref('campaigns') }}
),

stock_levels as (
    select * from {{ ref('supply_chain', 'fct_stock_levels') }}
),

final as (
    select
        campaigns.campaign_id,
        campaigns.product_id,
        cast(least(campaigns.planned_quantity, stock_levels.stock_quantity) as bigint) as planned_quantity
    from campaigns
    inner join stock_levels
        on campaigns.product_id = stock_levels.product_id
)

select * from final
