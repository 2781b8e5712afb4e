-- A source that may be a relation of which the mesh has no evidence: it is in a schema of a project that nobody
-- gathered, or of one of which a model could not be read, or it has the name of that model.
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

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

warehouses as (
    select * from {{ ref('int_mesh__warehouses') }}
),

domain_schemas as (
    select * from {{ ref('int_mesh__domain_schemas') }}
),

gather_warnings as (
    select * from {{ ref('stg_artifacts__gather_warnings') }}
),

-- where a whole section was lost, nobody knows what was in it
lost_builders as (
    select distinct
        project_name,
        lower({{ dbt.split_part('unique_id', "'.'", 3) }}) as table_key
    from gather_warnings
    where
        section = 'resources'
        and coalesce({{ dbt.split_part('unique_id', "'.'", 1) }}, 'model') in ('model', 'seed', 'snapshot')
),

lost_projects as (
    select distinct project_name
    from lost_builders
),

placed_projects as (
    select project_name
    from domain_schemas
    union
    select project_name
    from resources
    where is_own and is_materialized
),

unread_places as (
    select
        domain_schemas.project_name,
        domain_schemas.domain,
        domain_schemas.database_key,
        domain_schemas.schema_key,
        cast(null as {{ dbt.type_string() }}) as table_key,
        false as is_anywhere
    from domain_schemas
    left join projects
        on domain_schemas.project_name = projects.project_name
    left join lost_projects
        on domain_schemas.project_name = lost_projects.project_name
    where projects.project_name is null or lost_projects.project_name is not null
    union
    -- a model that was lost may stand where the others do
    select
        resources.project_name,
        resources.domain,
        lower(resources.database_name) as database_key,
        lower(resources.schema_name) as schema_key,
        cast(null as {{ dbt.type_string() }}) as table_key,
        false as is_anywhere
    from resources
    inner join lost_projects
        on resources.project_name = lost_projects.project_name
    where resources.is_own and resources.is_materialized
    union
    select
        projects.project_name,
        projects.domain,
        cast(null as {{ dbt.type_string() }}) as database_key,
        cast(null as {{ dbt.type_string() }}) as schema_key,
        lost_builders.table_key,
        false as is_anywhere
    from projects
    inner join lost_builders
        on projects.project_name = lost_builders.project_name
    where lost_builders.table_key is not null
    union
    -- of a project of which no place is known at all, any table may be
    select
        projects.project_name,
        projects.domain,
        cast(null as {{ dbt.type_string() }}) as database_key,
        cast(null as {{ dbt.type_string() }}) as schema_key,
        cast(null as {{ dbt.type_string() }}) as table_key,
        true as is_anywhere
    from projects
    inner join lost_builders
        on projects.project_name = lost_builders.project_name
    left join placed_projects
        on projects.project_name = placed_projects.project_name
    where lost_builders.table_key is null and placed_projects.project_name is null
),

used_sources as (
    select distinct
        sources.project_name,
        sources.unique_id,
        relationships.child_domain as reader_domain,
        lower(sources.database_name) as database_key,
        lower(sources.schema_name) as schema_key,
        lower(sources.identifier) as table_key
    from relationships
    inner join resources as sources
        on
            relationships.parent_project_name = sources.project_name
            and relationships.parent_unique_id = sources.unique_id
    left join relation_matches
        on
            sources.project_name = relation_matches.child_project_name
            and sources.unique_id = relation_matches.child_unique_id
    where
        relationships.relationship_type = 'depends_on'
        and sources.resource_type = 'source'
        and relation_matches.child_unique_id is null
),

-- of a project that was not gathered the warehouse is unknown
final as (
    select distinct
        unread_places.project_name as parent_project_name,
        used_sources.project_name as child_project_name,
        used_sources.unique_id as child_unique_id,
        parents.project_name is not null as is_parent_gathered
    from used_sources
    inner join unread_places
        on
            used_sources.reader_domain <> unread_places.domain
            and (
                used_sources.table_key = unread_places.table_key
                -- a version of it
                or substr(used_sources.table_key, 1, length(unread_places.table_key) + 2)
                = {{ dbt.concat(['unread_places.table_key', "'_v'"]) }}
                or unread_places.is_anywhere
                or (
                    {{ mesh_commons._is_schema_of('used_sources.schema_key', 'unread_places.schema_key') }}
                    and coalesce(unread_places.database_key, used_sources.database_key, '')
                    = coalesce(used_sources.database_key, '')
                )
            )
    inner join warehouses as children
        on used_sources.project_name = children.project_name
    left join warehouses as parents
        on unread_places.project_name = parents.project_name
    where
        parents.project_name is null
        or children.warehouse = parents.warehouse
        or (
            not (children.is_warehouse_known and parents.is_warehouse_known)
            and (
                children.engine_family = parents.engine_family
                or children.engine_family = ''
                or parents.engine_family = ''
            )
        )
)

select * from final
