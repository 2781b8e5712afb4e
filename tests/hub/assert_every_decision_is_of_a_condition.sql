-- A decision about a condition that its policy does not have decides nothing, and a threshold that is no number stops
-- the mesh on the day it comes into force.
with

policies as (
    select * from {{ ref('mesh_policies') }}
),

decisions as (
    select * from {{ ref('mesh_policy_decisions') }}
),

compared as (
    select
        decisions.policy_id,
        decisions.condition,
        decisions.threshold,
        decisions.in_force_from,
        max(case when policies.policy_id is null then 0 else 1 end) as is_known,
        max(case when policies.threshold is null then 0 else 1 end) as has_threshold
    from decisions
    left join policies
        on
            decisions.policy_id = policies.policy_id
            and policies.condition = coalesce(decisions.condition, policies.condition)
    group by decisions.policy_id, decisions.condition, decisions.threshold, decisions.in_force_from
),

final as (
    select
        policy_id,
        condition,
        threshold,
        in_force_from,
        case
            when is_known = 0 then 'There is no such policy, or it has no such condition.'
            when has_threshold = 0 then 'The policy compares with no threshold.'
            else 'The threshold is no number.'
        end as fault
    from compared
    where
        is_known = 0
        or threshold is not null and (has_threshold = 0 or not {{ mesh_commons._is_number('threshold') }})
)

select * from final
