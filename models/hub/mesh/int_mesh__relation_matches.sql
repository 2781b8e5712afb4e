-- A source is the relation that a model, seed or snapshot somewhere in the mesh builds.
with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

warehouses as (
    select * from {{ ref('int_mesh__warehouses') }}
),

places as (
    select
        resources.*,
        warehouses.engine_family,
        warehouses.is_warehouse_known,
        lower(coalesce(resources.database_name, '')) as database_key,
        lower(resources.schema_name) as schema_key
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

builders as (
    select *
    from places
    where is_materialized
),

own_schemas as (
    select distinct
        project_name,
        database_key,
        schema_key
    from builders
),

-- where no name says that two warehouses are one, to name the very schema and table that another project builds is
-- evidence enough, unless the project builds in such a schema itself: then the table may as well be its own
final as (
    select
        builders.project_name as parent_project_name,
        builders.unique_id as parent_unique_id,
        sources.project_name as child_project_name,
        sources.unique_id as child_unique_id,
        sources.relation_key,
        sources.warehouse = builders.warehouse or own_schemas.project_name is null as is_certain
    from sources
    inner join builders
        on
            sources.relation_key = builders.relation_key
            and (
                sources.warehouse = builders.warehouse
                or (
                    sources.engine_family = builders.engine_family
                    and not (sources.is_warehouse_known and builders.is_warehouse_known)
                )
            )
    left join own_schemas
        on
            sources.project_name = own_schemas.project_name
            and sources.database_key = own_schemas.database_key
            and sources.schema_key = own_schemas.schema_key
)

select * from final
