{%- set places = {
    'name': mesh_commons._place_value('judged.shown_resource_name'),
    'related_name': mesh_commons._place_value('judged.shown_related_name'),
    'detail': mesh_commons._place_value('judged.detail'),
    'review': mesh_commons._place_value('judged.review_detail'),
} -%}

with

verdicts as (
    select * from {{ ref('int_evaluator__identified_verdicts') }}
),

reviews as (
    select * from {{ ref('fct_evaluator__reviewed_findings') }}
),

policies as (
    select * from {{ ref('mesh_policies') }}
),

resources as (
    select * from {{ ref('int_evaluator__resources') }}
),

versions as (
    select * from {{ ref('stg_evaluator__versions') }}
),

registered_projects as (
    select * from {{ ref('stg_registry__projects') }}
),

registered_groups as (
    select * from {{ ref('stg_registry__groups') }}
),

-- the owner's evaluator and the mesh together; what another project's evaluator says of it is no finding
own_reviews as (
    select *
    from reviews
    where judged_in_project = project_name
),

judged as (
    select
        'evaluator' as found_by,
        case when own_reviews.review = 'cleared_by_mesh' then 'cleared_by_mesh' else 'always' end as condition,
        verdicts.rule,
        verdicts.project_name,
        -- the evaluator names what it means; a table that several sources declare, or a name of two models, has no id
        coalesce(verdicts.unique_id, verdicts.resource_name) as unique_id,
        verdicts.resource_name,
        verdicts.resource_type,
        verdicts.related_project_name,
        coalesce(verdicts.related_unique_id, verdicts.related_name) as related_unique_id,
        verdicts.related_name,
        {%- for name, namesakes in {'resource_name': 'namesakes', 'related_name': 'related_namesakes'}.items() %}
        case
            when verdicts.{{ namesakes }} is null then verdicts.{{ name }}
            else {{ dbt.concat(['verdicts.' ~ name, "' (of '", 'verdicts.' ~ namesakes, "')'"]) }}
        end as shown_{{ name }},
        {%- endfor %}
        verdicts.detail,
        own_reviews.detail as review_detail,
        -- the evaluator judges in one project, whatever it reads of others; the mesh in all that it looks at
        case
            when own_reviews.review = 'cleared_by_mesh' then own_reviews.involved_projects
            else verdicts.project_name
        end as involved_projects,
        verdicts.evaluator_version,
        verdicts.loaded_at
    from verdicts
    left join own_reviews
        on
            verdicts.rule = own_reviews.rule
            and verdicts.project_name = own_reviews.project_name
            and verdicts.unique_id = own_reviews.unique_id
            and coalesce(own_reviews.related_unique_id, verdicts.related_unique_id, '')
            = coalesce(verdicts.related_unique_id, '')
    union all
    select
        'review' as found_by,
        own_reviews.review as condition,
        own_reviews.rule,
        own_reviews.project_name,
        own_reviews.unique_id,
        own_reviews.resource_name,
        own_reviews.resource_type,
        own_reviews.related_project_name,
        own_reviews.related_unique_id,
        own_reviews.related_name,
        own_reviews.resource_name as shown_resource_name,
        own_reviews.related_name as shown_related_name,
        cast(null as {{ dbt.type_string() }}) as detail,
        own_reviews.detail as review_detail,
        own_reviews.involved_projects,
        versions.evaluator_version,
        cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as {{ dbt.type_timestamp() }}) as loaded_at
    from own_reviews
    left join versions
        on own_reviews.project_name = versions.project_name
    where own_reviews.review = 'found_by_mesh_only'
),

-- what another project owns is judged there, and its owner is the one who can mend it; the models of this package
-- stand in a domain's graph in its pull request only, and are none of its concern
final as (
    select
        judged.rule as policy_id,
        judged.condition,
        coalesce(registered_groups.domain, registered_projects.domain, judged.project_name) as domain,
        judged.project_name,
        judged.unique_id,
        judged.related_project_name,
        judged.related_unique_id,
        judged.involved_projects,
        {{ mesh_commons._filled('policies.message', places) }} as message,
        {{ mesh_commons._filled('policies.remedy', places) }} as fix,
        judged.resource_name,
        judged.resource_type,
        judged.related_name,
        judged.detail,
        judged.found_by,
        judged.evaluator_version,
        judged.loaded_at
    from judged
    left join policies
        on
            judged.rule = policies.policy_id
            and judged.condition = policies.condition
    left join resources
        on
            judged.project_name = resources.project_name
            and judged.unique_id = resources.unique_id
    left join registered_projects
        on judged.project_name = registered_projects.project_name
    left join registered_groups
        on
            judged.project_name = registered_groups.project_name
            and resources.group_name = registered_groups.group_name
    where
        not coalesce(resources.is_external, false)
        and coalesce(resources.package_name, '') <> 'mesh_commons'
)

select * from final
