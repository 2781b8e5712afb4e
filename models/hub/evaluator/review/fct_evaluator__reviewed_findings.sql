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
{%- set rule_columns = mesh_commons._evaluator_rule_columns() -%}

with

verdicts as (
    select * from {{ ref('int_evaluator__identified_verdicts') }}
),

coverage as (
    select * from {{ ref('int_evaluator__coverage') }}
),

resources as (
    select * from {{ ref('int_evaluator__review_resources') }}
),

exceptions as (
    select * from {{ ref('stg_evaluator__dbt_project_evaluator_exceptions') }}
),

duplicates as (
    select * from {{ ref('int_evaluator__mesh_duplicate_sources') }}
),

mesh_verdicts as (
    {%- for rule, model in reviews.items() %}
    select
        '{{ rule }}' as rule,
        project_name,
        unique_id,
        {{ 'related_unique_id' if rule in pairs else "''" }} as related_unique_id,
        {{ 'evaluator_name' if rule == 'fct_duplicate_sources' else 'cast(null as ' ~ dbt.type_string() ~ ')' }}
            as evaluator_name,
        {{ 'related_project_name' if rule in pairs else 'cast(null as ' ~ dbt.type_string() ~ ')' }}
            as related_project_name,
        '{{ rule_columns[rule][0] }}' as resource_column,
        '{{ rule_columns[rule][2] }}' as related_column,
        is_finding_alone,
        is_finding_in_mesh,
        detail,
        involved_projects
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
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
    -- the evaluator names a duplicated table, not the sources that declare it
    select
        verdicts.rule,
        duplicates.project_name,
        verdicts.project_name as judged_in_project,
        duplicates.unique_id,
        '' as related_unique_id
    from verdicts
    inner join duplicates
        on
            verdicts.project_name = duplicates.project_name
            and lower(verdicts.resource_name) = duplicates.evaluator_name
    where verdicts.rule = 'fct_duplicate_sources'
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
        -- who sees a resource from outside sees less of it than its owner
        mesh_verdicts.is_finding_alone or project_verdicts.judged_in_project <> project_verdicts.project_name
            as is_finding_alone,
        mesh_verdicts.is_finding_in_mesh,
        mesh_verdicts.evaluator_name,
        mesh_verdicts.related_project_name,
        mesh_verdicts.resource_column,
        mesh_verdicts.related_column,
        mesh_verdicts.detail,
        mesh_verdicts.involved_projects
    from project_verdicts
    full outer join mesh_verdicts
        on
            project_verdicts.rule = mesh_verdicts.rule
            and project_verdicts.project_name = mesh_verdicts.project_name
            and project_verdicts.unique_id = mesh_verdicts.unique_id
            and project_verdicts.related_unique_id = mesh_verdicts.related_unique_id
    where project_verdicts.unique_id is not null or mesh_verdicts.is_finding_in_mesh
),

named as (
    select
        both_verdicts.*,
        resources.domain,
        resources.resource_type,
        coalesce(both_verdicts.evaluator_name, resources.evaluator_name) as resource_name,
        related.evaluator_name as related_name
    from both_verdicts
    inner join resources
        on
            both_verdicts.project_name = resources.project_name
            and both_verdicts.unique_id = resources.unique_id
    left join resources as related
        on
            both_verdicts.judged_in_project = related.project_name
            and both_verdicts.related_unique_id = related.unique_id
    where resources.is_own and not resources.is_excluded
),

-- the evaluator leaves out what its project excepts; what only the mesh sees has to be left out here
excepted as (
    select distinct
        named.rule,
        named.project_name,
        named.unique_id,
        named.related_unique_id
    from named
    inner join exceptions
        on
            named.judged_in_project = exceptions.project_name
            and named.rule = exceptions.fct_name
    where
        (named.resource_column = exceptions.column_name and named.resource_name like exceptions.id_to_exclude)
        or (named.related_column = exceptions.column_name and named.related_name like exceptions.id_to_exclude)
),

projects_without_exceptions as (
    select project_name
    from coverage
    where reason = 'exceptions_elsewhere'
),

-- a difference is the mesh's only where the project's own graph, counted alike, gives what its evaluator said
final as (
    select
        named.rule,
        named.domain,
        named.project_name,
        named.judged_in_project,
        named.unique_id,
        named.related_project_name,
        nullif(named.related_unique_id, '') as related_unique_id,
        case when judged.rule is not null then named.is_found_by_evaluator end as is_finding_in_project,
        named.is_finding_alone,
        named.is_finding_in_mesh,
        case
            when judged.rule is null then 'judged_by_mesh_only'
            when named.is_found_by_evaluator and named.is_finding_in_mesh then 'confirmed'
            when named.is_found_by_evaluator and not named.is_finding_in_mesh and named.is_finding_alone
                then 'cleared_by_mesh'
            when excepted.rule is not null and not named.is_found_by_evaluator then 'excepted'
            when named.is_found_by_evaluator or named.is_finding_alone then 'not_comparable'
            when projects_without_exceptions.project_name is not null then 'not_comparable'
            else 'found_by_mesh_only'
        end as review,
        coalesce(named.detail, 'the mesh has nothing to compare it with') as detail,
        named.resource_name,
        named.resource_type,
        named.related_name,
        coalesce(named.involved_projects, named.project_name) as involved_projects
    from named
    left join judged
        on
            named.judged_in_project = judged.project_name
            and named.rule = judged.rule
    left join projects_without_exceptions
        on named.judged_in_project = projects_without_exceptions.project_name
    left join excepted
        on
            named.rule = excepted.rule
            and named.project_name = excepted.project_name
            and named.unique_id = excepted.unique_id
            and named.related_unique_id = excepted.related_unique_id
)

select * from final
