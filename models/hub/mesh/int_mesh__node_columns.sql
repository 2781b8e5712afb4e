with

artifact_node_columns as (
    select * from {{ ref('stg_artifacts__node_columns') }}
),

{% if var('mesh_reads_evaluator', true) -%}
evaluator_node_columns as (
    select * from {{ ref('int_evaluator__node_columns') }}
),
{%- endif %}

projects as (
    select * from {{ ref('int_mesh__projects') }}
),

final as (
    select
        artifact_node_columns.project_name,
        artifact_node_columns.unique_id,
        artifact_node_columns.column_name,
        artifact_node_columns.column_index,
        artifact_node_columns.data_type,
        artifact_node_columns.catalog_data_type,
        artifact_node_columns.description,
        artifact_node_columns.is_declared
    from artifact_node_columns
    {% if var('mesh_reads_evaluator', true) -%}
    union all
    select
        evaluator_node_columns.project_name,
        evaluator_node_columns.unique_id,
        evaluator_node_columns.column_name,
        evaluator_node_columns.column_index,
        evaluator_node_columns.data_type,
        evaluator_node_columns.catalog_data_type,
        evaluator_node_columns.description,
        evaluator_node_columns.is_declared
    from evaluator_node_columns
    inner join projects
        on evaluator_node_columns.project_name = projects.project_name
    where projects.evidence_route = 'evaluator'
    {%- endif %}
)

select * from final
