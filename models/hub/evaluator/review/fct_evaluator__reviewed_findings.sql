{%- set reviews = {
    'fct_unused_sources': 'int_evaluator__mesh_unused_sources',
    'fct_duplicate_sources': 'int_evaluator__mesh_duplicate_sources',
    'fct_root_models': 'int_evaluator__mesh_root_models',
    'fct_model_fanout': 'int_evaluator__mesh_model_fanout',
    'fct_rejoining_of_upstream_concepts': 'int_evaluator__mesh_rejoining',
    'fct_chained_views_dependencies': 'int_evaluator__mesh_chained_views',
    'fct_exposures_dependent_on_private_models': 'int_evaluator__mesh_exposures',
} -%}
{%- set pairs = ['fct_rejoining_of_upstream_concepts', 'fct_exposures_dependent_on_private_models'] -%}

with

verdicts as (
    select * from {{ ref('int_evaluator__identified_verdicts') }}
),

coverage as (
    select * from {{ ref('int_evaluator__coverage') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

mesh_verdicts as (
    {%- for rule, model in reviews.items() %}
    select
        '{{ rule }}' as rule,
        project_name,
        unique_id,
        {{ 'related_unique_id' if rule in pairs else "''" }} as related_unique_id,
        is_finding_in_mesh,
        detail
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- the evaluator names a duplicated table, not the sources that declare it
duplicates as (
    select * from {{ ref('int_evaluator__mesh_duplicate_sources') }}
),

project_verdicts as (
    select distinct
        rule,
        owning_project_name as project_name,
        project_name as judged_in_project,
        unique_id,
        case
            -- noqa: disable=LT05
            when rule in ('{{ pairs | join("', '") }}') then coalesce(related_unique_id, '')
            else ''
        end as related_unique_id
    from verdicts
    where rule in ('{{ reviews.keys() | join("', '") }}') and unique_id is not null
    -- noqa: enable=LT05
    union all
    select
        'fct_duplicate_sources' as rule,
        project_name,
        project_name as judged_in_project,
        unique_id,
        '' as related_unique_id
    from duplicates
    where is_finding_in_project
),

judged as (
    select
        project_name,
        relation_name as rule
    from coverage
    where is_judged
),

both_verdicts as (
    select
        coalesce(project_verdicts.rule, mesh_verdicts.rule) as rule,
        coalesce(project_verdicts.project_name, mesh_verdicts.project_name) as project_name,
        coalesce(project_verdicts.judged_in_project, mesh_verdicts.project_name) as judged_in_project,
        coalesce(project_verdicts.unique_id, mesh_verdicts.unique_id) as unique_id,
        coalesce(project_verdicts.related_unique_id, mesh_verdicts.related_unique_id) as related_unique_id,
        project_verdicts.unique_id is not null as is_found_by_evaluator,
        coalesce(mesh_verdicts.is_finding_in_mesh, false) as is_finding_in_mesh,
        mesh_verdicts.detail
    from project_verdicts
    full outer join mesh_verdicts
        on
            project_verdicts.rule = mesh_verdicts.rule
            and project_verdicts.project_name = mesh_verdicts.project_name
            and project_verdicts.unique_id = mesh_verdicts.unique_id
            and project_verdicts.related_unique_id = mesh_verdicts.related_unique_id
    where project_verdicts.unique_id is not null or mesh_verdicts.is_finding_in_mesh
),

final as (
    select
        both_verdicts.rule,
        resources.domain,
        both_verdicts.project_name,
        both_verdicts.judged_in_project,
        both_verdicts.unique_id,
        nullif(both_verdicts.related_unique_id, '') as related_unique_id,
        case when judged.rule is not null then both_verdicts.is_found_by_evaluator end as is_finding_in_project,
        both_verdicts.is_finding_in_mesh,
        case
            when judged.rule is null then 'judged_by_mesh_only'
            when both_verdicts.is_found_by_evaluator and both_verdicts.is_finding_in_mesh then 'confirmed'
            when both_verdicts.is_found_by_evaluator then 'cleared_by_mesh'
            else 'found_by_mesh_only'
        end as review,
        coalesce(both_verdicts.detail, 'nothing of the kind is seen over the mesh') as detail
    from both_verdicts
    inner join resources
        on
            both_verdicts.project_name = resources.project_name
            and both_verdicts.unique_id = resources.unique_id
    left join judged
        on
            both_verdicts.judged_in_project = judged.project_name
            and both_verdicts.rule = judged.rule
    where resources.is_own
)

select * from final
