-- Who may be the other side of what takes two to be wrong, had the mesh its evidence: another project that may build
-- the same relation, claim the same table or define the same macro, but of which that part was lost, or not parsed for
-- production.
with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

macros as (
    select * from {{ ref('stg_artifacts__macros') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

project_targets as (
    select * from {{ ref('int_mesh__project_targets') }}
),

domain_schemas as (
    select * from {{ ref('int_mesh__domain_schemas') }}
),

gather_warnings as (
    select * from {{ ref('stg_artifacts__gather_warnings') }}
),

builders as (
    select
        project_name,
        warehouse,
        lower(database_name) as database_key,
        lower(schema_name) as schema_key,
        lower(identifier) as table_key,
        lower(name) as name_key
    from resources
    where is_own and is_materialized and relation_key is not null
),

used_sources as (
    select distinct
        sources.project_name,
        sources.warehouse,
        sources.relation_key,
        lower(sources.identifier) as table_key,
        relationships.child_domain as domain
    from relationships
    inner join resources as sources
        on
            relationships.parent_project_name = sources.project_name
            and relationships.parent_unique_id = sources.unique_id
    where relationships.relationship_type = 'depends_on' and sources.resource_type = 'source'
),

lost as (
    select distinct
        gather_warnings.project_name,
        projects.domain,
        projects.warehouse,
        gather_warnings.section,
        {{ dbt.split_part('gather_warnings.unique_id', "'.'", 1) }} as kind,
        {{ dbt.split_part('gather_warnings.unique_id', "'.'", 3) }} as name,
        lower({{ dbt.split_part('gather_warnings.unique_id', "'.'", 4) }}) as source_table_key
    from gather_warnings
    inner join projects
        on gather_warnings.project_name = projects.project_name
),

-- a model that was lost stands where the others of its project do
lost_places as (
    select distinct
        lost.project_name,
        lost.warehouse,
        builders.schema_key,
        lower(lost.name) as table_key
    from lost
    inner join builders
        on lost.project_name = builders.project_name
    where lost.section = 'resources' and lost.kind in ('model', 'seed', 'snapshot')
),

-- what was parsed for elsewhere stands in a schema of its domain in production, by its name
sandboxed as (
    select
        builders.project_name,
        builders.warehouse,
        builders.name_key,
        domain_schemas.database_key,
        domain_schemas.schema_key
    from builders
    inner join project_targets
        on builders.project_name = project_targets.project_name
    inner join domain_schemas
        on builders.project_name = domain_schemas.project_name
    where project_targets.is_production = false
),

final as (
    select
        builders.project_name,
        lost_places.project_name as counterpart_project_name,
        'rival_builders' as evidence
    from builders
    inner join lost_places
        on
            builders.table_key = lost_places.table_key
            and builders.schema_key = lost_places.schema_key
            and builders.warehouse = lost_places.warehouse
            and builders.project_name <> lost_places.project_name
    union
    select
        builders.project_name,
        sandboxed.project_name as counterpart_project_name,
        'rival_builders' as evidence
    from builders
    inner join sandboxed
        on
            builders.table_key = sandboxed.name_key
            and builders.warehouse = sandboxed.warehouse
            and builders.project_name <> sandboxed.project_name
            and {{ mesh_commons._is_schema_of('builders.schema_key', 'sandboxed.schema_key') }}
            and coalesce(sandboxed.database_key, builders.database_key, '') = coalesce(builders.database_key, '')
    union
    select
        used_sources.project_name,
        lost.project_name as counterpart_project_name,
        'rival_claims' as evidence
    from used_sources
    inner join lost
        on
            used_sources.table_key = lost.source_table_key
            and used_sources.warehouse = lost.warehouse
            and used_sources.domain <> lost.domain
            and used_sources.project_name <> lost.project_name
    where lost.kind = 'source'
    union
    -- who declares the table may read it
    select
        used_sources.project_name,
        declared.project_name as counterpart_project_name,
        'rival_claims' as evidence
    from used_sources
    inner join resources as declared
        on
            used_sources.relation_key = declared.relation_key
            and used_sources.warehouse = declared.warehouse
            and used_sources.project_name <> declared.project_name
    inner join lost
        on
            declared.project_name = lost.project_name
            and used_sources.domain <> lost.domain
    where declared.resource_type = 'source' and lost.section in ('edges', 'resources')
    union
    select
        macros.project_name,
        lost.project_name as counterpart_project_name,
        'rival_macros' as evidence
    from macros
    inner join projects
        on macros.project_name = projects.project_name
    inner join lost
        on
            macros.name = lost.name
            and projects.domain <> lost.domain
    where macros.package_name = macros.project_name and lost.kind = 'macro'
)

select * from final
