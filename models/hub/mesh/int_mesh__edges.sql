with

artifact_edges as (
    select * from {{ ref('stg_artifacts__edges') }}
),

{% if var('mesh_reads_evaluator', true) -%}
evaluator_edges as (
    select * from {{ ref('int_evaluator__edges') }}
),
{%- endif %}

projects as (
    select * from {{ ref('int_mesh__projects') }}
),

final as (
    select
        artifact_edges.project_name,
        artifact_edges.parent_unique_id,
        artifact_edges.child_unique_id
    from artifact_edges
    {% if var('mesh_reads_evaluator', true) -%}
    union all
    select
        evaluator_edges.project_name,
        evaluator_edges.parent_unique_id,
        evaluator_edges.child_unique_id
    from evaluator_edges
    inner join projects
        on evaluator_edges.project_name = projects.project_name
    where projects.evidence_route = 'evaluator'
    {%- endif %}
)

select * from final
