with

source as (
    select * from {{ source('erp', 'payments') }}
),

final as (
    select
        payment_id,
        invoice_id,
        paid_on,
        {{ mesh_commons.minor_units_to_amount('amount_cents') }} as paid_amount
    from source
)

select * from final
