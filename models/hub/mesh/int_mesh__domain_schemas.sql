-- Where the projects of a domain build in production, as far as anybody says so: the schemas that the registry declares
-- for a domain, and the schema that the rule of the mesh gives to a project that adopted it. A default is no claim.
with

registered_projects as (
    select * from {{ ref('stg_registry__projects') }}
),

registered_groups as (
    select * from {{ ref('stg_registry__groups') }}
),

registered_schemas as (
    select * from {{ ref('stg_registry__schemas') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

macro_edges as (
    select * from {{ ref('stg_artifacts__macro_edges') }}
),

project_domains as (
    select
        project_name,
        domain
    from registered_projects
    union
    select
        project_name,
        domain
    from registered_groups
    union
    select
        project_name,
        domain
    from projects
),

declared_schemas as (
    select
        project_domains.project_name,
        project_domains.domain,
        registered_schemas.database_name as database_key,
        registered_schemas.schema_name as schema_key,
        false as is_ruled
    from project_domains
    inner join registered_schemas
        on project_domains.domain = registered_schemas.domain
),

declaring_projects as (
    select distinct project_name
    from declared_schemas
),

ruled_schemas as (
    select distinct
        project_domains.project_name,
        project_domains.domain,
        cast(null as {{ dbt.type_string() }}) as database_key,
        lower(project_domains.domain) as schema_key,
        true as is_ruled
    from project_domains
    inner join macro_edges
        on
            project_domains.project_name = macro_edges.project_name
            and macro_edges.macro_unique_id = 'macro.mesh_commons.mesh_schema_name'
            and macro_edges.caller_unique_id
            = {{ dbt.concat(["'macro.'", 'project_domains.project_name', "'.generate_schema_name'"]) }}
    left join declaring_projects
        on project_domains.project_name = declaring_projects.project_name
    where declaring_projects.project_name is null
),

final as (
    select * from declared_schemas
    union all
    select * from ruled_schemas
)

select * from final
