-- What a project's own evidence shows of its resources: the evaluator's graph where there is one, because its verdicts
-- rest on that, and in a pull request it holds what was not gathered yet; else what was gathered.
with

evaluator_resources as (
    select * from {{ ref('int_evaluator__resources') }}
),

coverage as (
    select * from {{ ref('int_evaluator__coverage') }}
),

gathered_resources as (
    select * from {{ ref('dim_mesh__resources') }}
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

evaluated_projects as (
    select project_name
    from coverage
    where relation_name in ('int_all_graph_resources', 'int_direct_relationships') and is_judged
    group by project_name
    having count(*) = 2
),

evaluated as (
    select
        evaluator_resources.project_name,
        evaluator_resources.unique_id,
        evaluator_resources.evaluator_name,
        evaluator_resources.resource_type,
        evaluator_resources.group_name,
        evaluator_resources.materialized,
        evaluator_resources.access,
        evaluator_resources.is_own,
        evaluator_resources.is_external,
        evaluator_resources.is_excluded,
        true as is_evaluated
    from evaluator_resources
    inner join evaluated_projects
        on evaluator_resources.project_name = evaluated_projects.project_name
),

gathered as (
    select
        gathered_resources.project_name,
        gathered_resources.unique_id,
        gathered_resources.name as evaluator_name,
        gathered_resources.resource_type,
        gathered_resources.group_name,
        gathered_resources.materialized,
        gathered_resources.access,
        gathered_resources.is_own,
        false as is_external,
        false as is_excluded,
        false as is_evaluated
    from gathered_resources
    left join evaluated_projects
        on gathered_resources.project_name = evaluated_projects.project_name
    where evaluated_projects.project_name is null
),

shown as (
    select * from evaluated
    union all
    select * from gathered
),

final as (
    select
        shown.project_name,
        shown.unique_id,
        coalesce(registered_groups.domain, registered_projects.domain, projects.domain, shown.project_name) as domain,
        shown.evaluator_name,
        shown.resource_type,
        shown.materialized,
        shown.access,
        shown.is_own,
        shown.is_external,
        shown.is_excluded,
        shown.is_evaluated
    from shown
    left join projects
        on shown.project_name = projects.project_name
    left join registered_projects
        on shown.project_name = registered_projects.project_name
    left join registered_groups
        on
            shown.project_name = registered_groups.project_name
            and shown.group_name = registered_groups.group_name
)

select * from final
