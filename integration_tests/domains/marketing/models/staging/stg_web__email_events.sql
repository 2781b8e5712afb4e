with

source as (
    select * from {{ source('web', 'email_events') }}
),

final as (
    select
        event_id,
        campaign_id,
        account_id,
        event_type,
        occurred_at
    from source
)

select * from final
