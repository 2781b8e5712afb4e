with

artifact_resources as (
    select * from {{ ref('stg_artifacts__resources') }}
),

projects as (
    select * from {{ ref('int_mesh__projects') }}
),

final as (
    select
        artifact_resources.*,
        projects.adapter_type,
        {{ mesh_commons._relation_key(
            'artifact_resources.database_name', 'artifact_resources.schema_name', 'artifact_resources.identifier'
        ) }} as relation_key
    from artifact_resources
    inner join projects
        on artifact_resources.project_name = projects.project_name
)

select * from final
