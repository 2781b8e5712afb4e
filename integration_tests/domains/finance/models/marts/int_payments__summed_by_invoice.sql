{{ config(materialized='ephemeral', access='private') }}

with

payments as (
    select * from {{ ref('stg_erp__payments') }}
),

final as (
    select
        invoice_id,
        sum(paid_amount) as paid_amount,
        max(paid_on) as last_paid_on
    from payments
    group by invoice_id
)

select * from final
