with

source as (
    select * from {{ source('erp', 'payments') }}
),

final as (
    select
        payment_id,
        invoice_id,
        paid_on,
        cast(amount_cents / 100.0 as decimal(18, 2)) as paid_amount
    from source
)

select * from final
