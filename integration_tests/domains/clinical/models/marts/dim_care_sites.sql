with

devices as (
    select * from {{ ref('stg_clinical__devices') }}
),

accounts as (
    select * from {{ ref('sales', 'stg_crm__accounts') }}
),

segments as (
    select * from {{ ref('sales', 'account_segments') }}
),

final as (
    select
        accounts.account_id,
        accounts.account_name,
        segments.segment_name,
        count(devices.device_id) as device_count
    from accounts
    inner join devices
        on accounts.account_id = devices.account_id
    left join segments
        on accounts.segment_code = segments.segment_code
    group by accounts.account_id, accounts.account_name, segments.segment_name
)

select * from final
