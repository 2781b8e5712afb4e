{%- set attributes = mesh_commons._resource_attributes() -%}

with

artifact_resources as (
    select * from {{ ref('stg_artifacts__resources') }}
),

{% if var('mesh_reads_evaluator', true) -%}
evaluator_resources as (
    select * from {{ ref('int_evaluator__resources') }}
),
{%- endif %}

projects as (
    select * from {{ ref('int_mesh__projects') }}
),

resources as (
    select
        'artifacts' as evidence_route,
        {%- for name in attributes.both + attributes.artifacts_only | list %}
        {{ name }},
        {%- endfor %}
        project_name,
        unique_id
    from artifact_resources
    {% if var('mesh_reads_evaluator', true) -%}
    union all
    select
        'evaluator' as evidence_route,
        {%- for name in attributes.both %}
        {{ name }},
        {%- endfor %}
        {%- for name, type in attributes.artifacts_only.items() %}
        cast(null as {{ type }}) as {{ name }},
        {%- endfor %}
        project_name,
        unique_id
    from evaluator_resources
    {%- endif %}
),

final as (
    select
        resources.*,
        projects.adapter_type,
        {{ mesh_commons._relation_key(
            'resources.database_name', 'resources.schema_name', 'resources.identifier'
        ) }} as relation_key
    from resources
    inner join projects
        on
            resources.project_name = projects.project_name
            and resources.evidence_route = projects.evidence_route
)

select * from final
