-- Apart from `fct_mesh__findings`, where the tests of the policies stand: `dbt build` skips whatever is behind a failed
-- test, and the history must see a day with errors.
with

policy_findings as (
    select * from {{ ref('int_mesh__policy_findings') }}
),

policies as (
    select * from {{ ref('mesh_policies') }}
),

{% if var('mesh_reads_evaluator', true) -%}
evaluator_findings as (
    select * from {{ ref('fct_evaluator__findings') }}
),
{%- endif %}

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

domains as (
    select * from {{ ref('dim_mesh__domains') }}
),

-- a finding whose policy has no row in the seed must not vanish: it counts as an error until it is registered
judged as (
    select
        policy_findings.*,
        policies.family,
        coalesce(policies.severity, 'error') as severity
    from policy_findings
    left join policies
        on
            policy_findings.policy_id = policies.policy_id
            and policy_findings.condition = policies.condition
),

final as (
    select
        {{ dbt.hash(dbt.concat([
            'judged.policy_id', "'|'", 'judged.condition', "'|'", 'judged.domain', "'|'",
            'judged.project_name', "'|'", 'judged.unique_id', "'|'",
            "coalesce(judged.related_project_name, '')", "'|'",
            "coalesce(judged.related_unique_id, '')"
        ])) }} as finding_id,
        judged.policy_id,
        judged.condition,
        judged.family,
        judged.severity,
        judged.domain,
        judged.project_name,
        judged.unique_id,
        judged.related_project_name,
        judged.related_unique_id,
        judged.message,
        judged.fix,
        case
            when resources.owner_name is null and resources.owner_email is null then domains.owner_name
            else resources.owner_name
        end as owner_name,
        case
            when resources.owner_name is null and resources.owner_email is null then domains.owner_email
            else resources.owner_email
        end as owner_email,
        'policy' as found_by
    from judged
    left join resources
        on
            judged.project_name = resources.project_name
            and judged.unique_id = resources.unique_id
    left join domains
        on judged.domain = domains.domain
    where judged.severity <> 'off'
    {% if var('mesh_reads_evaluator', true) -%}
    union all
    select
        finding_id,
        policy_id,
        condition,
        family,
        severity,
        domain,
        project_name,
        unique_id,
        related_project_name,
        related_unique_id,
        message,
        fix,
        owner_name,
        owner_email,
        'evaluator' as found_by
    from evaluator_findings
    {%- endif %}
)

select * from final
