with

source as (
    select * from {{ source('finance_marts', 'fct_revenue_by_account') }}
),

final as (
    select
        account_id,
        invoiced_amount
    from source
)

select * from final
