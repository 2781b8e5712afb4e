with

macros as (
    select * from {{ ref('stg_artifacts__macros') }}
),

macro_edges as (
    select * from {{ ref('stg_artifacts__macro_edges') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

-- dbt looks for these in the project itself; one that calls its counterpart in the commons adopts the rule of the mesh
adopted_hooks as (
    select distinct
        project_name,
        caller_unique_id as unique_id,
        macro_unique_id as adopted_unique_id
    from macro_edges
    where macro_unique_id in ('macro.mesh_commons.mesh_schema_name', 'macro.mesh_commons.mesh_alias_name')
),

-- what a package brings is shared already; those who adopted a rule share one body, and what has no body to compare
-- shares it with none
own_macros as (
    select
        projects.domain,
        macros.project_name,
        macros.unique_id,
        macros.name,
        macros.original_file_path,
        coalesce(adopted_hooks.adopted_unique_id, macros.body_hash, macros.unique_id) as body_hash,
        adopted_hooks.unique_id is not null as is_adopted
    from macros
    inner join projects
        on macros.project_name = projects.project_name
    left join adopted_hooks
        on
            macros.project_name = adopted_hooks.project_name
            and macros.unique_id = adopted_hooks.unique_id
            and (
                macros.name = 'generate_schema_name'
                and adopted_hooks.adopted_unique_id = 'macro.mesh_commons.mesh_schema_name'
                or macros.name = 'generate_alias_name'
                and adopted_hooks.adopted_unique_id = 'macro.mesh_commons.mesh_alias_name'
            )
    where macros.package_name = macros.project_name
),

callers as (
    select
        project_name,
        macro_unique_id,
        count(case when caller_unique_id not like 'macro.%' then 1 end) as resource_caller_count,
        count(case when caller_unique_id like 'macro.%' then 1 end) as macro_caller_count
    from macro_edges
    group by project_name, macro_unique_id
),

shared_names as (
    select
        name,
        count(distinct domain) as domain_count,
        count(distinct body_hash) as variant_count
    from own_macros
    group by name
),

shared_bodies as (
    select
        body_hash,
        count(distinct domain) as domain_count,
        count(distinct name) as name_count
    from own_macros
    group by body_hash
),

final as (
    select
        own_macros.domain,
        own_macros.project_name,
        own_macros.unique_id,
        own_macros.name,
        own_macros.original_file_path,
        own_macros.body_hash,
        shared_names.domain_count as domains_with_name_count,
        shared_names.variant_count as bodies_of_name_count,
        shared_bodies.domain_count as domains_with_body_count,
        case
            when shared_names.domain_count > 1 and shared_names.variant_count = 1 then 'same_name_and_body'
            when shared_names.domain_count > 1 then 'same_name'
            else 'same_body'
        end as shared_by,
        coalesce(callers.resource_caller_count, 0) as resource_caller_count,
        coalesce(callers.macro_caller_count, 0) as macro_caller_count,
        own_macros.is_adopted
    from own_macros
    inner join shared_names
        on own_macros.name = shared_names.name
    inner join shared_bodies
        on own_macros.body_hash = shared_bodies.body_hash
    left join callers
        on
            own_macros.project_name = callers.project_name
            and own_macros.unique_id = callers.macro_unique_id
    where
        shared_names.domain_count > 1
        or shared_bodies.domain_count > 1
)

select * from final
