-- Why nobody can tell whether a project builds where the registry wants it.
with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

project_targets as (
    select * from {{ ref('int_mesh__project_targets') }}
),

registered_schemas as (
    select * from {{ ref('stg_registry__schemas') }}
),

declaring_domains as (
    select distinct domain
    from registered_schemas
),

builders as (
    select
        project_name,
        domain,
        max(case when schema_name is null then 1 else 0 end) = 1 as is_place_unknown
    from resources
    where
        is_own
        and resource_type in ('model', 'seed', 'snapshot')
        and coalesce(lower(materialized), '') <> 'ephemeral'
    group by project_name, domain
),

-- what is declared comes first: without it nothing else is asked
final as (
    select
        builders.project_name,
        case
            when builders.domain = projects.domain then 'The registry names no schema of its domain.'
            else {{ dbt.concat(["'The registry names no schema of the domain '", 'builders.domain', "'.'"]) }}
        end as reason,
        'Give the domain its `schemas` in mesh_domains, or switch the policy off in mesh_policies.csv.' as remedy
    from builders
    inner join projects
        on builders.project_name = projects.project_name
    left join declaring_domains
        on builders.domain = declaring_domains.domain
    where declaring_domains.domain is null
    union
    select
        project_name,
        'Nothing says in which schema something is that it builds.' as reason,
        'Gather its artifacts.' as remedy
    from builders
    where is_place_unknown
    union
    select
        builders.project_name,
        case
            when project_targets.is_production is null then 'Nothing says whether it was parsed for production.'
            else 'It was not parsed for production.'
        end as reason,
        {{ dbt.concat([
            "'Gather what its production job wrote, run_results.json too: that names the target '",
            "'(mesh_production_targets).'"
        ]) }} as remedy
    from builders
    inner join declaring_domains
        on builders.domain = declaring_domains.domain
    inner join project_targets
        on builders.project_name = project_targets.project_name
    where not coalesce(project_targets.is_production, false)
)

select * from final
