{{ config(materialized='view') }}

with

history as (
    select * from {{ ref('fct_mesh__finding_history') }}
),

final as (
    select
        observed_on,
        domain,
        policy_id,
        severity,
        sum(case when status = 'opened' then 1 else 0 end) as opened_count,
        sum(case when status = 'still_open' then 1 else 0 end) as still_open_count,
        sum(case when status = 'not_judged' then 1 else 0 end) as not_judged_count,
        sum(case when status = 'switched_off' then 1 else 0 end) as switched_off_count,
        sum(case when status = 'closed' then 1 else 0 end) as closed_count,
        sum(case when status not in ('closed', 'switched_off') then 1 else 0 end) as open_count
    from history
    group by observed_on, domain, policy_id, severity
)

select * from final
