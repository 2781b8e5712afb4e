with

source as (
    select * from {{ source('clinical', 'devices') }}
),

final as (
    select
        device_id,
        product_id,
        account_id,
        installed_on,
        status,
        contact_name
    from source
)

select * from final
