{{ config(enabled=not var('first_pass')) }}

with

invoices as (
    select * from {{ ref('fct_invoices') }}
),

accounts as (
    select * from {{ ref('sales', 'dim_accounts') }}
),

final as (
    select
        accounts.account_id,
        accounts.account_name,
        cast(coalesce(sum(invoices.invoiced_amount), 0) as decimal(18, 2)) as invoiced_amount,
        cast(coalesce(sum(invoices.paid_amount), 0) as decimal(18, 2)) as paid_amount,
        {{ mesh_commons.safe_divide('sum(invoices.paid_amount)', 'sum(invoices.invoiced_amount)') }} as paid_ratio
    from accounts
    left join invoices
        on accounts.account_id = invoices.account_id
    group by accounts.account_id, accounts.account_name
)

select * from final
