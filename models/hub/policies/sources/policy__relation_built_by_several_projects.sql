with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

project_targets as (
    select * from {{ ref('int_mesh__project_targets') }}
),

-- what was parsed for elsewhere does not stand there in production, and is not judged
builders as (
    select
        resources.relation_key,
        resources.warehouse,
        resources.domain,
        resources.project_name,
        resources.unique_id,
        resources.is_own
    from resources
    left join project_targets
        on resources.project_name = project_targets.project_name
    where
        resources.is_materialized
        and coalesce(project_targets.is_production, true)
),

-- the first other builder stands for all of them: one row per resource that has to give way
rivals as (
    select
        builders.project_name,
        builders.unique_id,
        other_builders.project_name as related_project_name,
        other_builders.unique_id as related_unique_id,
        row_number() over (
            partition by builders.project_name, builders.unique_id
            order by other_builders.project_name, other_builders.unique_id
        ) as rival_number
    from builders
    inner join builders as other_builders
        on
            builders.relation_key = other_builders.relation_key
            and builders.warehouse = other_builders.warehouse
            and builders.project_name <> other_builders.project_name
            -- who installs a project of the mesh builds it a second time; its owner cannot mend that
            and not (builders.is_own and builders.unique_id = other_builders.unique_id)
),

builder_projects as (
    select distinct
        relation_key,
        warehouse,
        project_name
    from builders
),

project_lists as (
    select
        relation_key,
        warehouse,
        {{ dbt.listagg('project_name', "' '", 'order by project_name') }} as involved_projects
    from builder_projects
    group by relation_key, warehouse
),

final as (
    select
        'always' as condition,
        builders.domain,
        builders.project_name,
        builders.unique_id,
        rivals.related_project_name,
        rivals.related_unique_id,
        project_lists.involved_projects
    from builders
    inner join rivals
        on
            builders.project_name = rivals.project_name
            and builders.unique_id = rivals.unique_id
    inner join project_lists
        on
            builders.relation_key = project_lists.relation_key
            and builders.warehouse = project_lists.warehouse
    where rivals.rival_number = 1
)

select * from final
