-- An exception of the seed that names no project of the mesh, nothing in it, or two things excepts nobody, and no
-- domain would be told.
with

exceptions as (
    select * from {{ ref('mesh_exceptions') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

registered_projects as (
    select * from {{ ref('stg_registry__projects') }}
),

registered_groups as (
    select * from {{ ref('stg_registry__groups') }}
),

known_projects as (
    select project_name
    from projects
    union
    select project_name
    from registered_projects
    union
    select project_name
    from registered_groups
),

final as (
    select
        exceptions.policy_id,
        exceptions.project_name,
        exceptions.unique_id,
        exceptions.folder,
        case
            when exceptions.project_name is null then 'It names no project.'
            when known_projects.project_name is null then 'The mesh has no project of that name.'
            when exceptions.unique_id is null then 'It names neither a resource nor a folder.'
            else 'It names a resource and a folder: give each a row.'
        end as fault
    from exceptions
    left join known_projects
        on exceptions.project_name = known_projects.project_name
    where
        known_projects.project_name is null
        or (exceptions.unique_id is null and exceptions.folder is null)
        or (exceptions.unique_id is not null and exceptions.folder is not null)
)

select * from final
