{{ config(materialized='view') }}

with

campaigns as (
    select * from {{ ref('campaigns') }}
),

cost_centers as (
    select * from {{ ref('finance', 'dim_cost_centers') }}
),

final as (
    select
        campaigns.campaign_id,
        campaigns.campaign_name,
        {{ to_amount('campaigns.budget_cents') }} as amount,
        'EUR' as currency_code,
        cost_centers.cost_center_id
    from campaigns
    left join cost_centers
        on campaigns.cost_center_id = cost_centers.cost_center_id
)

select * from final
