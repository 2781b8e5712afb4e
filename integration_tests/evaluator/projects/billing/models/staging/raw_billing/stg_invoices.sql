select 1 as invoice_id from {{ source('raw_billing', 'invoices') }}
