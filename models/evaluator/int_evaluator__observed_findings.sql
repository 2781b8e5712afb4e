{{ config(materialized='table') }}

-- What the history keeps. It does not read `fct_mesh__findings`: the tests of the policies stand there, `dbt build`
-- skips whatever is behind a failed test, and a day with errors is the one to remember.
with

policy_findings as (
    select * from {{ ref('int_mesh__policy_findings') }}
),

policies as (
    select * from {{ ref('mesh_policies') }}
),

evaluator_findings as (
    select * from {{ ref('fct_evaluator__findings') }}
),

-- findings of the evaluator may stand among those of the policies too; each counts once
own_findings as (
    select policy_findings.*
    from policy_findings
    left join evaluator_findings
        on
            policy_findings.policy_id = evaluator_findings.policy_id
            and policy_findings.project_name = evaluator_findings.project_name
            and policy_findings.unique_id = evaluator_findings.unique_id
    where evaluator_findings.finding_id is null
),

final as (
    select
        {{ dbt.hash(dbt.concat([
            'own_findings.policy_id', "'|'", 'own_findings.condition', "'|'", 'own_findings.domain', "'|'",
            'own_findings.project_name', "'|'", 'own_findings.unique_id', "'|'",
            "coalesce(own_findings.related_project_name, '')", "'|'",
            "coalesce(own_findings.related_unique_id, '')"
        ])) }} as finding_id,
        own_findings.policy_id,
        own_findings.condition,
        policies.family,
        coalesce(policies.severity, 'error') as severity,
        own_findings.domain,
        own_findings.project_name,
        own_findings.unique_id,
        own_findings.related_project_name,
        own_findings.related_unique_id,
        own_findings.message
    from own_findings
    left join policies
        on
            own_findings.policy_id = policies.policy_id
            and own_findings.condition = policies.condition
    where coalesce(policies.severity, 'error') <> 'off'
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
        message
    from evaluator_findings
)

select * from final
