with

campaign_plan as (
    select * from {{ source('marketing', 'fct_campaign_plan') }}
),

final as (
    select
        product_id,
        sum(planned_quantity) as reserved_quantity
    from campaign_plan
    group by product_id
)

select * from final
