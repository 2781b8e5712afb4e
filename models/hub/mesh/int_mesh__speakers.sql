-- Who says something in `meta` for a domain. What an installed package says in its own YAML is its author's affair.
with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

groups as (
    select * from {{ ref('stg_artifacts__groups') }}
),

registered_groups as (
    select * from {{ ref('stg_registry__groups') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

final as (
    select
        project_name,
        unique_id,
        domain,
        resource_type,
        cast(null as {{ dbt.type_string() }}) as group_name,
        original_file_path
    from resources
    where is_own
    union all
    select
        groups.project_name,
        groups.unique_id,
        coalesce(registered_groups.domain, projects.domain) as domain,
        'group' as resource_type,
        groups.group_name,
        cast(null as {{ dbt.type_string() }}) as original_file_path
    from groups
    inner join projects
        on groups.project_name = projects.project_name
    left join registered_groups
        on
            groups.project_name = registered_groups.project_name
            and groups.group_name = registered_groups.group_name
    where groups.package_name = groups.project_name
)

select * from final
