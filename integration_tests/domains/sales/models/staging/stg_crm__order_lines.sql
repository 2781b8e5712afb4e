with

source as (
    select * from {{ source('crm', 'order_lines') }}
),

final as (
    select
        order_line_id,
        cast(order_id as integer) as order_id,
        product_id,
        quantity,
        {{ to_amount('amount_cents') }} as amount
    from source
)

select * from final
