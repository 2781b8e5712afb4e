select cast(1 as integer) as invoice_id from {{ ref('stg_invoices') }} cross join {{ source('warehouse', 'fct_orders') }}
