with

invoices as (
    select * from {{ ref('stg_erp__invoices') }}
),

payments as (
    select * from {{ ref('int_payments__summed_by_invoice') }}
),

invoice_statuses as (
    select * from {{ ref('invoice_statuses') }}
),

final as (
    select
        cast(invoices.invoice_id as integer) as invoice_id,
        invoices.account_id,
        cast(invoices.sales_order_id as integer) as sales_order_id,
        invoices.invoice_date,
        {{ mesh_commons.fiscal_year('invoices.invoice_date') }} as fiscal_year,
        invoice_statuses.invoice_status,
        cast(invoices.invoiced_amount as decimal(18, 2)) as invoiced_amount,
        cast(coalesce(payments.paid_amount, 0) as decimal(18, 2)) as paid_amount
    from invoices
    left join payments
        on invoices.invoice_id = payments.invoice_id
    left join invoice_statuses
        on invoices.status_code = invoice_statuses.status_code
    where invoice_statuses.invoice_status <> 'cancelled'
)

select * from final
