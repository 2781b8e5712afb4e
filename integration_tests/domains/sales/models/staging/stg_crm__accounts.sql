with

source as (
    select * from {{ source('crm', 'accounts') }}
),

final as (
    select
        account_id,
        account_name,
        country_code,
        segment_code,
        rep_id
    from source
)

select * from final
