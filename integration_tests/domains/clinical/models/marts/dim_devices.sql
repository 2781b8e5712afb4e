with

devices as (
    select * from {{ ref('stg_clinical__devices') }}
),

products as (
    select * from {{ ref('supply_chain', 'dim_products') }}
),

product_history as (
    select * from {{ ref('stg_supply_chain__product_history') }}
),

product_states as (
    select
        product_id,
        count(*) as state_count
    from product_history
    group by product_id
),

final as (
    select
        devices.device_id,
        devices.product_id,
        products.product_name,
        devices.account_id,
        devices.installed_on,
        devices.status,
        devices.contact_name,
        coalesce(product_states.state_count, 0) > 1 as was_product_changed
    from devices
    left join products
        on devices.product_id = products.product_id
    left join product_states
        on devices.product_id = product_states.product_id
)

select * from final
