with

source as (
    select * from {{ source('erp', 'invoices') }}
),

final as (
    select
        invoice_id,
        cast(sales_order_id as integer) as order_id,
        invoice_date
    from source
    where status_code = 'X'
)

select * from final
