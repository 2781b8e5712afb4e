with

source as (
    select * from {{ source('web', 'visits') }}
),

final as (
    select
        visit_id,
        campaign_id,
        account_id,
        visited_at
    from source
)

select * from final
