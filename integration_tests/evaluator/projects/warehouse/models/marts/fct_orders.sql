select * from {{ ref('int_orders') }} cross join {{ ref('stg_order_lines') }} cross join {{ source('raw', 'parcels') }}
