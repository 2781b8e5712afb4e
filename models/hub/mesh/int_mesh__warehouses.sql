-- Where a project's relations are, never on a guess: `dev.main.orders` in two DuckDB files, or on two servers, is two
-- relations. The registry names a warehouse. Where it names none for any project of an engine whose database names mean
-- one thing in the whole account, there is one account; once it names one, it has to name the others' too.
with

projects as (
    select
        project_name,
        adapter_type,
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
        count(named.warehouse) as named_count
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
            when families.has_accounts and families.named_count = 0 then named.engine_family
            when named.engine_family = '' then {{ dbt.concat(["'that of '", 'named.project_name']) }}
            else {{ dbt.concat(['named.engine_family', "' of '", 'named.project_name']) }}
        end as warehouse,
        named.warehouse is not null or (families.has_accounts and families.named_count = 0) as is_warehouse_known
    from named
    inner join families
        on named.engine_family = families.engine_family
)

select * from final
