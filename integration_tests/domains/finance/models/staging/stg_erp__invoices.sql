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
        {{ mesh_commons.minor_units_to_amount('amount_cents') }} as invoiced_amount
    from source
)

select * from final
