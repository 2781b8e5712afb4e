with

artifact_groups as (
    select * from {{ ref('stg_artifacts__groups') }}
),

evaluator_groups as (
    select * from {{ ref('int_evaluator__groups') }}
),

projects as (
    select * from {{ ref('int_mesh__projects') }}
),

final as (
    select
        artifact_groups.project_name,
        artifact_groups.group_name,
        artifact_groups.package_name,
        artifact_groups.owner_name,
        artifact_groups.owner_email
    from artifact_groups
    union all
    select
        evaluator_groups.project_name,
        evaluator_groups.group_name,
        evaluator_groups.package_name,
        evaluator_groups.owner_name,
        evaluator_groups.owner_email
    from evaluator_groups
    inner join projects
        on evaluator_groups.project_name = projects.project_name
    where projects.evidence_route = 'evaluator'
)

select * from final
