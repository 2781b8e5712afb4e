with

source as (
    select * from {{ source('supply_chain', 'products_snapshot') }}
),

final as (
    select
        product_id,
        product_name,
        dbt_valid_from as valid_from,
        dbt_valid_to as valid_to
    from source
)

select * from final
