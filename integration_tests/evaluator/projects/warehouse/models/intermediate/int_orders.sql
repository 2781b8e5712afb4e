select * from {{ ref('stg_order_lines') }}
