with

projects as (
    select * from {{ ref('int_mesh__projects') }}
),

warehouses as (
    select * from {{ ref('int_mesh__warehouses') }}
),

registered_projects as (
    select * from {{ ref('stg_registry__projects') }}
),

registered_domains as (
    select * from {{ ref('stg_registry__domains') }}
),

-- a project that the registry does not know is a domain by itself, and none of those that it knows
final as (
    select
        projects.project_name,
        case
            when registered_projects.domain is not null then registered_projects.domain
            when registered_domains.domain is not null then {{ dbt.concat(['projects.project_name', "' (project)'"]) }}
            else projects.project_name
        end as domain,
        registered_projects.domain is not null as is_registered,
        projects.evidence_route,
        projects.dbt_version,
        projects.adapter_type,
        warehouses.warehouse,
        warehouses.is_warehouse_known,
        projects.generated_at,
        projects.target_name,
        projects.has_catalog,
        projects.has_run_results,
        projects.has_freshness_results,
        projects.gathered_at
    from projects
    inner join warehouses
        on projects.project_name = warehouses.project_name
    left join registered_projects
        on projects.project_name = registered_projects.project_name
    left join registered_domains
        on projects.project_name = registered_domains.domain
)

select * from final
