with

accounts as (
    select * from {{ ref('stg_crm__accounts') }}
),

segments as (
    select * from {{ ref('account_segments') }}
),

final as (
    select
        accounts.account_id,
        accounts.account_name,
        accounts.country_code,
        segments.segment_name,
        accounts.rep_id
    from accounts
    left join segments
        on accounts.segment_code = segments.segment_code
)

select * from final
