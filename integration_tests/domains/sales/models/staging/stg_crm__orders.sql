with

source as (
    select * from {{ source('crm', 'orders') }}
),

final as (
    select
        cast(order_id as integer) as order_id,
        account_id,
        ordered_on,
        status
    from source
)

select * from final
