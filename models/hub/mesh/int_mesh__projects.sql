-- Every route by which a project may be known ends here; the models behind do not care which it was. Artifacts win:
-- they hold more than the evaluator's tables.
with

artifact_projects as (
    select * from {{ ref('stg_artifacts__projects') }}
),

{% if var('mesh_reads_evaluator', true) -%}
evaluator_projects as (
    select * from {{ ref('int_evaluator__projects') }}
),
{%- endif %}

final as (
    select
        project_name,
        'artifacts' as evidence_route,
        dbt_version,
        adapter_type,
        generated_at,
        target_name,
        has_catalog,
        has_run_results,
        has_freshness_results,
        gathered_at
    from artifact_projects
    {% if var('mesh_reads_evaluator', true) -%}
    union all
    select
        evaluator_projects.project_name,
        'evaluator' as evidence_route,
        evaluator_projects.dbt_version,
        evaluator_projects.adapter_type,
        evaluator_projects.generated_at,
        evaluator_projects.target_name,
        evaluator_projects.has_catalog,
        evaluator_projects.has_run_results,
        evaluator_projects.has_freshness_results,
        evaluator_projects.gathered_at
    from evaluator_projects
    left join artifact_projects
        on evaluator_projects.project_name = artifact_projects.project_name
    where artifact_projects.project_name is null
    {%- endif %}
)

select * from final
