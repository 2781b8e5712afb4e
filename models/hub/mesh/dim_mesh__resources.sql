with

nodes as (
    select * from {{ ref('int_mesh__nodes') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

registered_groups as (
    select * from {{ ref('stg_registry__groups') }}
),

project_groups as (
    select * from {{ ref('int_mesh__groups') }}
),

-- what another project of the mesh owns is counted there
real_nodes as (
    select *
    from nodes
    where not is_external
),

-- a package may define a group of the same name; the project's own wins
ranked_groups as (
    select
        project_name,
        group_name,
        owner_name,
        owner_email,
        row_number() over (
            partition by project_name, group_name
            order by case when package_name = project_name then 0 else 1 end, package_name
        ) as group_number
    from project_groups
    where owner_name is not null or owner_email is not null
),

group_owners as (
    select *
    from ranked_groups
    where group_number = 1
),

final as (
    select
        real_nodes.project_name,
        real_nodes.unique_id,
        coalesce(registered_groups.domain, projects.domain) as domain,
        real_nodes.resource_type,
        real_nodes.name,
        real_nodes.package_name,
        real_nodes.is_own,
        real_nodes.original_file_path,
        real_nodes.access,
        real_nodes.group_name,
        real_nodes.version,
        real_nodes.latest_version,
        real_nodes.deprecation_date,
        real_nodes.adapter_type,
        projects.warehouse,
        real_nodes.database_name,
        real_nodes.schema_name,
        real_nodes.identifier,
        real_nodes.relation_name,
        real_nodes.relation_key,
        real_nodes.materialized,
        real_nodes.is_contract_enforced,
        real_nodes.description,
        -- name and address of one owner: the group's, else the resource's
        case when group_owners.group_name is null then real_nodes.owner_name else group_owners.owner_name end
            as owner_name,
        case when group_owners.group_name is null then real_nodes.owner_email else group_owners.owner_email end
            as owner_email,
        real_nodes.language,
        real_nodes.checksum,
        real_nodes.event_time,
        real_nodes.custom_schema,
        real_nodes.resource_type in ('model', 'seed', 'snapshot')
        and real_nodes.relation_key is not null
        and coalesce(real_nodes.materialized, '') <> 'ephemeral' as is_materialized
    from real_nodes
    inner join projects
        on real_nodes.project_name = projects.project_name
    left join registered_groups
        on
            real_nodes.project_name = registered_groups.project_name
            and real_nodes.group_name = registered_groups.group_name
    left join group_owners
        on
            real_nodes.project_name = group_owners.project_name
            and real_nodes.group_name = group_owners.group_name
)

select * from final
