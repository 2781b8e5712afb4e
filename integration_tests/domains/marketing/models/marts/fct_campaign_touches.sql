with

visits as (
    select * from {{ ref('stg_web__visits') }}
),

email_events as (
    select * from {{ ref('stg_web__email_events') }}
),

accounts as (
    select * from {{ ref('sales', 'dim_accounts') }}
),

touches as (
    select
        visit_id as touch_id,
        campaign_id,
        account_id,
        'visit' as channel,
        visited_at as touched_at
    from visits
    union all
    select
        event_id as touch_id,
        campaign_id,
        account_id,
        'email' as channel,
        occurred_at as touched_at
    from email_events
),

final as (
    select
        touches.touch_id,
        touches.campaign_id,
        accounts.account_id,
        touches.channel,
        touches.touched_at
    from touches
    left join accounts
        on touches.account_id = accounts.account_id
)

select * from final
