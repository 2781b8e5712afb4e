{{ config(materialized='table') }}

with

findings as (
    select * from {{ ref('int_mesh__findings') }}
),

evaluator_findings as (
    select * from {{ ref('int_mesh__evaluator_findings') }}
),

final as (
    select
        findings.finding_id,
        findings.policy_id,
        findings.condition,
        findings.family,
        findings.severity,
        findings.domain,
        findings.project_name,
        findings.unique_id,
        findings.related_project_name,
        findings.related_unique_id,
        findings.message,
        findings.fix,
        evaluator_findings.resource_name,
        evaluator_findings.resource_type,
        evaluator_findings.related_name,
        evaluator_findings.detail,
        findings.owner_name,
        findings.owner_email,
        findings.found_by,
        evaluator_findings.evaluator_version,
        evaluator_findings.loaded_at
    from findings
    inner join evaluator_findings
        on
            findings.policy_id = evaluator_findings.policy_id
            and findings.condition = evaluator_findings.condition
            and findings.domain = evaluator_findings.domain
            and findings.project_name = evaluator_findings.project_name
            and findings.unique_id = evaluator_findings.unique_id
            and coalesce(findings.related_project_name, '') = coalesce(evaluator_findings.related_project_name, '')
            and coalesce(findings.related_unique_id, '') = coalesce(evaluator_findings.related_unique_id, '')
    where findings.found_by in ('evaluator', 'review')
)

select * from final
