with

artifact_groups as (
    select * from {{ ref('stg_artifacts__groups') }}
),

{% if var('mesh_reads_evaluator', true) -%}
evaluator_groups as (
    select * from {{ ref('int_evaluator__groups') }}
),
{%- endif %}

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
    {% if var('mesh_reads_evaluator', true) -%}
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
    {%- endif %}
)

select * from final
