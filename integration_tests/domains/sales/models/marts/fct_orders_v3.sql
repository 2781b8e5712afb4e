with

orders as (
    select * from {{ ref('stg_crm__orders') }}
),

order_lines as (
    select * from {{ ref('stg_crm__order_lines') }}
),

final as (
    select
        orders.order_id,
        orders.account_id,
        orders.ordered_on,
        orders.status,
        cast(sum(order_lines.amount) as decimal(18, 2)) as amount,
        count(*) as line_count
    from orders
    inner join order_lines
        on orders.order_id = order_lines.order_id
    group by orders.order_id, orders.account_id, orders.ordered_on, orders.status
)

select * from final
