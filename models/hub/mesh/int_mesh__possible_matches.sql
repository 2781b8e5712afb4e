-- A source that is no relation of the mesh as it was gathered, but may be one in production: it has the name of what a
-- project of another domain builds, in a schema that differs by a prefix or suffix at most, or bears the name of that
-- domain or project, or is one of that domain, which is any where nobody says which they are and the project was not
-- parsed for production.
with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

warehouses as (
    select * from {{ ref('int_mesh__warehouses') }}
),

project_targets as (
    select * from {{ ref('int_mesh__project_targets') }}
),

domain_schemas as (
    select * from {{ ref('int_mesh__domain_schemas') }}
),

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

relation_matches as (
    select * from {{ ref('int_mesh__relation_matches') }}
),

places as (
    select
        resources.*,
        warehouses.engine_family,
        warehouses.is_warehouse_known,
        lower(resources.database_name) as database_key,
        lower(resources.schema_name) as schema_key,
        lower(resources.identifier) as table_key
    from resources
    inner join warehouses
        on resources.project_name = warehouses.project_name
    where resources.relation_key is not null
),

used_sources as (
    select distinct
        parent_project_name as project_name,
        parent_unique_id as unique_id,
        child_domain as reader_domain
    from relationships
    where relationship_type = 'depends_on' and parent_resource_type = 'source'
),

placed_projects as (
    select distinct project_name
    from domain_schemas
),

matched_sources as (
    select distinct
        child_project_name as project_name,
        child_unique_id as unique_id
    from relation_matches
    where is_certain
),

sources as (
    select
        places.*,
        used_sources.reader_domain,
        project_targets.is_database_known
    from places
    inner join project_targets
        on places.project_name = project_targets.project_name
    inner join used_sources
        on
            places.project_name = used_sources.project_name
            and places.unique_id = used_sources.unique_id
    left join matched_sources
        on
            places.project_name = matched_sources.project_name
            and places.unique_id = matched_sources.unique_id
    where places.resource_type = 'source' and matched_sources.unique_id is null
),

builders as (
    select
        places.*,
        project_targets.is_production,
        project_targets.is_database_known
    from places
    inner join project_targets
        on places.project_name = project_targets.project_name
    where places.is_materialized
),

-- in a sandbox the alias tells apart what schemas tell apart in production; there it is the name
named_builders as (
    select
        *,
        table_key as production_key
    from builders
    union all
    select
        *,
        lower(name) as production_key
    from builders
    where not is_production and lower(name) <> table_key and (version is null or version = latest_version)
    union all
    select
        *,
        lower({{ dbt.concat(['name', "'_v'", dbt.replace('version', "'.'", "'_'")]) }}) as production_key
    from builders
    where
        not is_production
        and lower({{ dbt.concat(['name', "'_v'", dbt.replace('version', "'.'", "'_'")]) }}) <> table_key
),

candidates as (
    select
        builders.project_name as parent_project_name,
        builders.unique_id as parent_unique_id,
        sources.project_name as child_project_name,
        sources.unique_id as child_unique_id,
        builders.is_production,
        sources.database_key,
        sources.schema_key,
        sources.schema_key = builders.schema_key as is_same_schema,
        {{ mesh_commons._is_like_schema('sources.schema_key', 'builders.schema_key') }} as is_like_schema,
        {{ mesh_commons._bears_name('sources.schema_key', 'builders.domain') }}
        or {{ mesh_commons._bears_name('sources.schema_key', 'builders.project_name') }} as is_named_after
    from sources
    inner join named_builders as builders
        on
            sources.table_key = builders.production_key
            and sources.project_name <> builders.project_name
            and sources.reader_domain <> builders.domain
            -- where both are known to be from production, another database is another table
            and (
                not (sources.is_database_known and builders.is_database_known)
                or sources.relation_key = builders.relation_key
            )
            and (
                sources.warehouse = builders.warehouse
                or not (sources.is_warehouse_known and builders.is_warehouse_known)
            )
            and (
                sources.engine_family = builders.engine_family
                or sources.engine_family = ''
                or builders.engine_family = ''
            )
),

final as (
    select distinct
        candidates.parent_project_name,
        candidates.parent_unique_id,
        candidates.child_project_name,
        candidates.child_unique_id,
        not coalesce(candidates.is_production, true) as is_parent_elsewhere
    from candidates
    left join placed_projects
        on candidates.parent_project_name = placed_projects.project_name
    left join domain_schemas
        on
            candidates.parent_project_name = domain_schemas.project_name
            and {{ mesh_commons._is_schema_of('candidates.schema_key', 'domain_schemas.schema_key') }}
            and coalesce(domain_schemas.database_key, candidates.database_key, '')
            = coalesce(candidates.database_key, '')
    where
        candidates.is_same_schema
        or (
            (candidates.is_like_schema or candidates.is_named_after)
            and not coalesce(candidates.is_production, false)
        )
        or (
            not coalesce(candidates.is_production, true)
            and (placed_projects.project_name is null or domain_schemas.project_name is not null)
        )
)

select * from final
