-- A finding, and what it is related to, can be looked up: a resource of the mesh, a macro, or a project as a whole.
with

findings as (
    select * from {{ ref('int_mesh__policy_findings') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

macros as (
    select * from {{ ref('stg_artifacts__macros') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

known as (
    select
        project_name,
        unique_id
    from resources
    union
    select
        project_name,
        unique_id
    from macros
    union
    select
        project_name,
        {{ dbt.concat(["'project.'", 'project_name']) }} as unique_id
    from projects
),

named as (
    select
        policy_id,
        domain,
        project_name,
        unique_id
    from findings
    union
    select
        policy_id,
        domain,
        related_project_name as project_name,
        related_unique_id as unique_id
    from findings
    where related_project_name is not null or related_unique_id is not null
),

final as (
    select
        named.policy_id,
        named.domain,
        named.project_name,
        named.unique_id
    from named
    left join known
        on
            named.project_name = known.project_name
            and named.unique_id = known.unique_id
    where known.unique_id is null
)

select * from final
