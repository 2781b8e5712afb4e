-- The raw data of the mesh: sources that are no relation of it for certain, by the domains whose models or snapshots
-- read them, with whether a domain owns their schema, and who may build them after all.
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

unread_matches as (
    select * from {{ ref('int_mesh__unread_matches') }}
),

registered_schemas as (
    select * from {{ ref('stg_registry__schemas') }}
),

warehouses as (
    select * from {{ ref('int_mesh__warehouses') }}
),

built_sources as (
    select distinct
        child_project_name as project_name,
        child_unique_id as unique_id
    from relation_matches
    where is_certain
),

-- the copy that a project has of another one it installed is read there
own_resources as (
    select
        project_name,
        unique_id
    from resources
    where is_own
),

-- what is only the same relation is a source too
read_sources as (
    select distinct
        sources.project_name,
        sources.unique_id,
        relationships.child_domain as domain,
        warehouses.warehouse,
        warehouses.is_warehouse_known,
        lower(sources.database_name) as database_name,
        lower(sources.schema_name) as schema_name
    from resources as sources
    inner join relationships
        on
            sources.project_name = relationships.parent_project_name
            and sources.unique_id = relationships.parent_unique_id
    left join warehouses
        on sources.project_name = warehouses.project_name
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
        and relationships.child_resource_type in ('model', 'snapshot')
        and built_sources.unique_id is null
        and own_resources.unique_id is null
),

-- the schema of that name in a warehouse that is known to be another one is another schema, unless its own domain reads
-- it there
owned_sources as (
    select distinct
        read_sources.project_name,
        read_sources.unique_id,
        read_sources.domain
    from read_sources
    inner join registered_schemas
        on
            read_sources.schema_name = registered_schemas.schema_name
            and coalesce(registered_schemas.database_name, read_sources.database_name, '')
            = coalesce(read_sources.database_name, '')
    where
        registered_schemas.warehouse is null
        or not coalesce(read_sources.is_warehouse_known, false)
        or read_sources.warehouse = registered_schemas.warehouse
        or read_sources.domain = registered_schemas.domain
),

possible_builders as (
    select
        child_project_name as project_name,
        child_unique_id as unique_id,
        parent_project_name as builder_project_name
    from possible_matches
    where is_parent_elsewhere
    union
    select
        child_project_name as project_name,
        child_unique_id as unique_id,
        parent_project_name as builder_project_name
    from unread_matches
    union
    select
        child_project_name as project_name,
        child_unique_id as unique_id,
        parent_project_name as builder_project_name
    from relation_matches
    where not is_certain and parent_project_name <> child_project_name
),

first_builders as (
    select
        project_name,
        unique_id,
        min(builder_project_name) as builder_project_name
    from possible_builders
    group by project_name, unique_id
),

final as (
    select
        read_sources.project_name,
        read_sources.unique_id,
        read_sources.domain,
        read_sources.database_name,
        read_sources.schema_name,
        owned_sources.unique_id is not null as is_owned,
        first_builders.builder_project_name as possible_builder_project_name
    from read_sources
    left join owned_sources
        on
            read_sources.project_name = owned_sources.project_name
            and read_sources.unique_id = owned_sources.unique_id
            and read_sources.domain = owned_sources.domain
    left join first_builders
        on
            read_sources.project_name = first_builders.project_name
            and read_sources.unique_id = first_builders.unique_id
)

select * from final
