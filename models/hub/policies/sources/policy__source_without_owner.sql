with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

relation_matches as (
    select * from {{ ref('int_mesh__relation_matches') }}
),

registered_schemas as (
    select * from {{ ref('stg_registry__schemas') }}
),

evidence_gaps as (
    select * from {{ ref('int_mesh__evidence_gaps') }}
),

-- where nobody owns any schema, the council has not begun to share them out
unknown_projects as (
    select distinct project_name
    from evidence_gaps
    where evidence = 'schemas' and counterpart_project_name is null
),

-- a source that nothing reads to build something needs no owner; one that the mesh builds has one
read_sources as (
    select distinct
        sources.project_name,
        sources.domain,
        sources.unique_id,
        lower(sources.database_name) as database_name,
        lower(sources.schema_name) as schema_name
    from resources as sources
    left join unknown_projects
        on sources.project_name = unknown_projects.project_name
    inner join relationships
        on
            sources.project_name = relationships.parent_project_name
            and sources.unique_id = relationships.parent_unique_id
    left join relation_matches
        on
            sources.project_name = relation_matches.child_project_name
            and sources.unique_id = relation_matches.child_unique_id
    where
        sources.resource_type = 'source'
        and unknown_projects.project_name is null
        and relationships.relationship_type = 'depends_on'
        and relationships.child_resource_type in ('model', 'snapshot')
        and relation_matches.child_unique_id is null
        and sources.schema_name is not null
),

unowned as (
    select read_sources.*
    from read_sources
    left join registered_schemas
        on
            read_sources.schema_name = registered_schemas.schema_name
            and coalesce(registered_schemas.database_name, read_sources.database_name, '')
            = coalesce(read_sources.database_name, '')
    where registered_schemas.schema_name is null
),

-- one finding per schema and project that reads it; the first source stands for all
numbered as (
    select
        *,
        row_number() over (
            partition by project_name, database_name, schema_name order by unique_id
        ) as source_number,
        count(*) over (partition by project_name, database_name, schema_name) as source_count
    from unowned
),

final as (
    select
        'always' as condition,
        domain,
        project_name,
        unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        case
            when database_name is null then schema_name
            else {{ dbt.concat(['database_name', "'.'", 'schema_name']) }}
        end as raw_schema,
        source_count
    from numbered
    where source_number = 1
)

select * from final
