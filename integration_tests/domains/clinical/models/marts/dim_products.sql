select
    product_id,
    product_name
from {{ ref('supply_chain', 'dim_products') }}
where category = 'device'
