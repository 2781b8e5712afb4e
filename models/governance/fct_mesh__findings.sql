with

policy_findings as (
    select * from {{ ref('int_mesh__policy_findings') }}
),

policies as (
    select * from {{ ref('mesh_policies') }}
),

-- a finding whose policy has no row in the seed must not vanish: it counts as an error until it is registered
final as (
    select
        {{ dbt.hash(dbt.concat([
            'policy_findings.policy_id', "'|'", 'policy_findings.condition', "'|'", 'policy_findings.domain', "'|'",
            'policy_findings.project_name', "'|'", 'policy_findings.unique_id', "'|'",
            "coalesce(policy_findings.related_project_name, '')", "'|'",
            "coalesce(policy_findings.related_unique_id, '')"
        ])) }} as finding_id,
        policy_findings.policy_id,
        policy_findings.condition,
        policies.family,
        coalesce(policies.severity, 'error') as severity,
        policy_findings.domain,
        policy_findings.project_name,
        policy_findings.unique_id,
        policy_findings.related_project_name,
        policy_findings.related_unique_id,
        policy_findings.message,
        policy_findings.fix
    from policy_findings
    left join policies
        on
            policy_findings.policy_id = policies.policy_id
            and policy_findings.condition = policies.condition
    where coalesce(policies.severity, 'error') <> 'off'
)

select * from final
