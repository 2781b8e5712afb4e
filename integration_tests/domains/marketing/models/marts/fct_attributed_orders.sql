with

orders as (
    select * from {{ ref('sales', 'fct_orders', v=1) }}
),

sales_reps as (
    select * from {{ ref('sales', 'dim_sales_reps') }}
),

touches as (
    select * from {{ ref('fct_campaign_touches') }}
),

accounts as (
    select * from {{ ref('stg_crm__accounts') }}
),

revenue_by_account as (
    select * from {{ ref('stg_finance_marts__revenue_by_account') }}
),

last_touches as (
    select
        orders.order_id,
        max_by(touches.campaign_id, touches.touched_at) as campaign_id
    from orders
    inner join touches
        on
            orders.account_id = touches.account_id
            and orders.ordered_on >= touches.touched_at
    group by orders.order_id
),

final as (
    select
        orders.order_id,
        orders.account_id,
        accounts.country_code,
        sales_reps.email,
        orders.amount,
        last_touches.campaign_id,
        revenue_by_account.invoiced_amount as account_revenue
    from orders
    left join last_touches
        on orders.order_id = last_touches.order_id
    left join accounts
        on orders.account_id = accounts.account_id
    left join sales_reps
        on accounts.rep_id = sales_reps.rep_id
    left join revenue_by_account
        on orders.account_id = revenue_by_account.account_id
)

select * from final
