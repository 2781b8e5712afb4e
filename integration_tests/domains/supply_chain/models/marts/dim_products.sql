-- read through a source, as a table from elsewhere would be; the hint makes dbt snapshot first
-- depends_on: {{ ref('products_snapshot') }}
with

products as (
    select * from {{ ref('stg_wms__products') }}
),

product_history as (
    select * from {{ source('history', 'products_snapshot') }}
),

first_seen as (
    select
        product_id,
        min(dbt_valid_from) as first_seen_at
    from product_history
    group by product_id
),

final as (
    select
        products.product_id,
        products.product_name,
        products.category,
        products.is_sterile,
        'kg' as weight_unit,
        first_seen.first_seen_at
    from products
    left join first_seen
        on products.product_id = first_seen.product_id
)

select * from final
