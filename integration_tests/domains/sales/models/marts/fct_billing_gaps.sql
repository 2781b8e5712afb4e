with

orders as (
    select * from {{ ref('fct_orders') }}
),

invoices as (
    select * from {{ ref('finance', 'fct_invoices') }}
),

cancelled_invoices as (
    select * from {{ ref('stg_erp__invoices') }}
),

final as (
    select
        orders.order_id,
        orders.account_id,
        orders.amount as ordered_amount,
        cancelled_invoices.invoice_id is not null as was_cancelled
    from orders
    left join invoices
        on orders.order_id = invoices.sales_order_id
    left join cancelled_invoices
        on orders.order_id = cancelled_invoices.order_id
    where invoices.invoice_id is null
)

select * from final
