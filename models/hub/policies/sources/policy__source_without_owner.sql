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

possible_matches as (
    select * from {{ ref('int_mesh__possible_matches') }}
),

registered_schemas as (
    select * from {{ ref('stg_registry__schemas') }}
),

-- where nobody owns any schema, the council has not begun to share them out: nothing is judged
schema_counts as (
    select count(*) as schema_count
    from registered_schemas
),

-- a source that the mesh builds has an owner; where it may be one that it builds, that is not judged
built_sources as (
    select
        child_project_name as project_name,
        child_unique_id as unique_id
    from relation_matches
    union
    select
        child_project_name as project_name,
        child_unique_id as unique_id
    from possible_matches
    where is_parent_elsewhere
),

-- the copy that a project has of another one it installed is read there
own_resources as (
    select
        project_name,
        unique_id
    from resources
    where is_own
),

-- a source that nothing reads to build something needs no owner; what is only the same relation is a source too
read_sources as (
    select distinct
        sources.project_name,
        sources.unique_id,
        relationships.child_domain as domain,
        lower(sources.database_name) as database_name,
        lower(sources.schema_name) as schema_name
    from resources as sources
    inner join relationships
        on
            sources.project_name = relationships.parent_project_name
            and sources.unique_id = relationships.parent_unique_id
    cross join schema_counts
    left join built_sources
        on
            sources.project_name = built_sources.project_name
            and sources.unique_id = built_sources.unique_id
    left join own_resources
        on
            sources.unique_id = own_resources.unique_id
            and sources.project_name <> own_resources.project_name
    where
        sources.resource_type = 'source'
        and sources.schema_name is not null
        and relationships.child_resource_type in ('model', 'snapshot')
        and schema_counts.schema_count > 0
        and built_sources.unique_id is null
        and own_resources.unique_id is null
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

-- one finding per schema, project and domain in it that reads it
numbered as (
    select
        *,
        row_number() over (
            partition by project_name, domain, database_name, schema_name order by unique_id
        ) as member_number,
        count(*) over (partition by project_name, domain, database_name, schema_name) as source_count
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
        source_count,
        member_number
    from numbered
)

select * from final
