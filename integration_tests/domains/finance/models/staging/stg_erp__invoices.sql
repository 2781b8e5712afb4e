with

source as (
    select * from {{ source('erp', 'invoices') }}
),

final as (
    select
        invoice_id,
        account_id,
        sales_order_id,
        invoice_date,
        status_code,
        cast(amount_cents / 100.0 as decimal(18, 2)) as invoiced_amount
    from source
)

select * from final
