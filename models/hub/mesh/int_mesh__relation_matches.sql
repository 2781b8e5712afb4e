-- A source is the relation that a model, seed or snapshot somewhere in the mesh builds.
with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

warehouses as (
    select * from {{ ref('int_mesh__warehouses') }}
),

domain_schemas as (
    select * from {{ ref('int_mesh__domain_schemas') }}
),

places as (
    select
        resources.*,
        warehouses.engine_family,
        warehouses.is_warehouse_known,
        lower(coalesce(resources.database_name, '')) as database_key,
        lower(resources.schema_name) as schema_key,
        lower(resources.identifier) as table_key
    from resources
    inner join warehouses
        on resources.project_name = warehouses.project_name
    where resources.relation_key is not null
),

sources as (
    select *
    from places
    where resource_type = 'source'
),

-- the copy that a project has of another one it installed builds nothing but what its owner builds
building_places as (
    select places.*
    from places
    left join places as originals
        on
            places.unique_id = originals.unique_id
            and places.relation_key = originals.relation_key
            and places.warehouse = originals.warehouse
            and places.project_name <> originals.project_name
            and originals.is_own
    where places.is_materialized and originals.unique_id is null
),

builders as (
    select
        project_name,
        domain,
        unique_id,
        warehouse,
        engine_family,
        is_warehouse_known,
        database_key,
        schema_key,
        table_key,
        relation_key
    from building_places
),

-- over a versioned model stands, by the name of no version, a view on the latest: a hook makes it, and no manifest
latest_versions as (
    select
        project_name,
        domain,
        unique_id,
        warehouse,
        engine_family,
        is_warehouse_known,
        database_key,
        schema_key,
        lower(name) as table_key,
        {{ mesh_commons._relation_key('database_name', 'schema_name', 'name') }} as relation_key
    from building_places
    where version = latest_version
),

relations as (
    select * from builders
    union all
    select latest_versions.*
    from latest_versions
    left join builders
        on
            latest_versions.relation_key = builders.relation_key
            and latest_versions.warehouse = builders.warehouse
    where builders.relation_key is null
),

own_schemas as (
    select distinct
        project_name,
        database_key,
        schema_key
    from builders
),

built_schemas as (
    select distinct
        project_name,
        domain,
        database_key,
        schema_key
    from builders
),

-- the schemas whose names say whose they are: they bear the domain or the project, or the registry declares them
telling_schemas as (
    select
        project_name,
        database_key,
        schema_key
    from built_schemas
    where
        {{ mesh_commons._bears_name('schema_key', 'domain') }}
        or {{ mesh_commons._bears_name('schema_key', 'project_name') }}
    union
    select
        built_schemas.project_name,
        built_schemas.database_key,
        built_schemas.schema_key
    from built_schemas
    inner join domain_schemas
        on
            built_schemas.project_name = domain_schemas.project_name
            and {{ mesh_commons._is_schema_of('built_schemas.schema_key', 'domain_schemas.schema_key') }}
            and coalesce(domain_schemas.database_key, built_schemas.database_key) = built_schemas.database_key
),

-- Where no name says that two warehouses are one, `analytics.staging.orders` on two servers is two tables. A source in
-- a schema whose name says that it is the other domain's is its data, whichever copy it reads, unless the project
-- builds in such a schema itself.
named_alike as (
    select
        relations.project_name as parent_project_name,
        relations.unique_id as parent_unique_id,
        sources.project_name as child_project_name,
        sources.unique_id as child_unique_id,
        sources.relation_key,
        sources.warehouse = relations.warehouse
        or (own_schemas.project_name is null and telling_schemas.project_name is not null)
            as is_certain
    from sources
    inner join relations
        on
            sources.relation_key = relations.relation_key
            and (
                sources.warehouse = relations.warehouse
                or (
                    (
                        sources.engine_family = relations.engine_family
                        or sources.engine_family = ''
                        or relations.engine_family = ''
                    )
                    and not (sources.is_warehouse_known and relations.is_warehouse_known)
                )
            )
    left join own_schemas
        on
            sources.project_name = own_schemas.project_name
            and sources.database_key = own_schemas.database_key
            and sources.schema_key = own_schemas.schema_key
    left join telling_schemas
        on
            relations.project_name = telling_schemas.project_name
            and relations.database_key = telling_schemas.database_key
            and relations.schema_key = telling_schemas.schema_key
),

-- Spark names no database, Databricks names the catalog: whether it is one table, neither says
without_database as (
    select
        relations.project_name as parent_project_name,
        relations.unique_id as parent_unique_id,
        sources.project_name as child_project_name,
        sources.unique_id as child_unique_id,
        sources.relation_key,
        false as is_certain
    from sources
    inner join relations
        on
            sources.schema_key = relations.schema_key
            and sources.table_key = relations.table_key
            and sources.engine_family = relations.engine_family
    where
        sources.engine_family = 'databricks'
        and (sources.database_key = '') <> (relations.database_key = '')
        and (
            sources.warehouse = relations.warehouse
            or not (sources.is_warehouse_known and relations.is_warehouse_known)
        )
),

final as (
    select * from named_alike
    union all
    select * from without_database
)

select * from final
