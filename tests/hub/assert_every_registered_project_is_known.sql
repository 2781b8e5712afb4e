-- A registered project without evidence is judged by no policy: gather its artifacts, or take it off the registry. The
-- same goes for a group that its project does not have.
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

groups as (
    select * from {{ ref('stg_artifacts__groups') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
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

known_groups as (
    select
        project_name,
        group_name
    from groups
    union
    select
        project_name,
        group_name
    from resources
),

final as (
    select
        expected_projects.domain,
        expected_projects.project_name,
        cast(null as {{ dbt.type_string() }}) as group_name
    from expected_projects
    left join projects
        on expected_projects.project_name = projects.project_name
    where projects.project_name is null
    union all
    -- of a group that its project does not have, the domain owns nothing
    select
        registered_groups.domain,
        registered_groups.project_name,
        registered_groups.group_name
    from registered_groups
    inner join projects
        on registered_groups.project_name = projects.project_name
    left join known_groups
        on
            registered_groups.project_name = known_groups.project_name
            and registered_groups.group_name = known_groups.group_name
    where known_groups.group_name is null
)

select * from final
