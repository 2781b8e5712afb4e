-- For each domain and policy what is in force, and where it comes from.
with

policies as (
    select * from {{ ref('int_mesh__policies_in_force') }}
),

domains as (
    select * from {{ ref('dim_mesh__domains') }}
),

tightened_policies as (
    select * from {{ ref('int_mesh__tightened_policies') }}
),

of_domains as (
    select *
    from tightened_policies
    where unique_id is null
),

resource_counts as (
    select
        policy_id,
        condition,
        domain,
        count(*) as tightened_resource_count
    from tightened_policies
    where unique_id is not null
    group by policy_id, condition, domain
),

final as (
    select
        domains.domain,
        policies.policy_id,
        policies.condition,
        policies.stage,
        coalesce(of_domains.severity, policies.severity) as severity,
        policies.severity as mesh_severity,
        coalesce(of_domains.threshold_text, policies.threshold) as threshold,
        policies.threshold as mesh_threshold,
        case
            when of_domains.policy_id is not null or policies.found_by = 'domain' then 'domain'
            when policies.in_force_from is not null then 'decision'
            else 'package'
        end as comes_from,
        of_domains.severity_stated_by as stated_by,
        policies.in_force_from,
        policies.decided_by,
        policies.decided_on,
        policies.coming_stage,
        policies.coming_severity,
        policies.coming_threshold,
        policies.coming_on,
        coalesce(resource_counts.tightened_resource_count, 0) as tightened_resource_count
    from policies
    cross join domains
    left join of_domains
        on
            policies.policy_id = of_domains.policy_id
            and policies.condition = of_domains.condition
            and domains.domain = of_domains.domain
    left join resource_counts
        on
            policies.policy_id = resource_counts.policy_id
            and policies.condition = resource_counts.condition
            and domains.domain = resource_counts.domain
    -- a rule that a domain brings holds for that domain only
    where coalesce(policies.domain, domains.domain) = domains.domain
)

select * from final
