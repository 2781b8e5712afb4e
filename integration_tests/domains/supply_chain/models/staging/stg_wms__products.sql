with

source as (
    select * from {{ source('wms', 'products') }}
),

final as (
    select
        product_id,
        product_name,
        category,
        is_sterile
    from source
)

select * from final
