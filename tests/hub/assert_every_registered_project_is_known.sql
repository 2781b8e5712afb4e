-- A registered project without evidence is judged by no policy: gather its artifacts, or take it off the registry.
{{ config(severity='warn') }}

with

registered_projects as (
    select * from {{ ref('stg_registry__projects') }}
),

registered_groups as (
    select * from {{ ref('stg_registry__groups') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

expected_projects as (
    select
        domain,
        project_name
    from registered_projects
    union
    select
        domain,
        project_name
    from registered_groups
),

final as (
    select
        expected_projects.domain,
        expected_projects.project_name
    from expected_projects
    left join projects
        on expected_projects.project_name = projects.project_name
    where projects.project_name is null
)

select * from final
