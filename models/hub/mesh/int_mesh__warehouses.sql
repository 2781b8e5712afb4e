-- Where a project's relations are, never on a guess: `dev.main.orders` in two DuckDB files, or on two servers, is two
-- relations. The registry names a warehouse. Where it does not, the database names of some engines still mean one thing
-- in the whole account, and a mesh has one account unless the registry tells several apart.
with

projects as (
    select
        project_name,
        adapter_type,
        evidence_route,
        {{ mesh_commons._engine_family('adapter_type') }} as engine_family
    from {{ ref('int_mesh__projects') }}
),

registered_projects as (
    select * from {{ ref('stg_registry__projects') }}
),

registered_groups as (
    select * from {{ ref('stg_registry__groups') }}
),

-- the groups of a project are built where the project is
group_warehouses as (
    select
        project_name,
        min(warehouse) as warehouse
    from registered_groups
    group by project_name
),

named as (
    select
        projects.project_name,
        projects.engine_family,
        projects.evidence_route,
        coalesce(registered_projects.warehouse, group_warehouses.warehouse) as warehouse
    from projects
    left join registered_projects
        on projects.project_name = registered_projects.project_name
    left join group_warehouses
        on projects.project_name = group_warehouses.project_name
),

families as (
    select
        projects.engine_family,
        max(case when projects.adapter_type in ('bigquery', 'databricks', 'snowflake') then 1 else 0 end) = 1
            as has_accounts,
        count(distinct named.warehouse) as warehouse_count,
        min(named.warehouse) as first_warehouse
    from projects
    inner join named
        on projects.project_name = named.project_name
    group by projects.engine_family
),

final as (
    select
        named.project_name,
        named.engine_family,
        case
            when named.warehouse is not null then named.warehouse
            when families.has_accounts and families.warehouse_count <= 1
                then coalesce(families.first_warehouse, named.engine_family)
            -- whose evaluator tables the hub reads, is where the hub is, or within its reach
            when named.evidence_route = 'evaluator' then 'that of the hub'
            else {{ dbt.concat(['named.engine_family', "' of '", 'named.project_name']) }}
        end as warehouse,
        named.warehouse is not null or (families.has_accounts and families.warehouse_count <= 1) as is_warehouse_known
    from named
    inner join families
        on named.engine_family = families.engine_family
)

select * from final
