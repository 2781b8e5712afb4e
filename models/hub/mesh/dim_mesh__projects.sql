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

final as (
    select
        projects.project_name,
        coalesce(registered_projects.domain, projects.project_name) as domain,
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
)

select * from final
