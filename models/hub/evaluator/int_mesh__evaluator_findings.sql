{%- set places = {
    'name': mesh_commons._place_value('verdicts.resource_name'),
    'related_name': mesh_commons._place_value('verdicts.related_name'),
    'detail': mesh_commons._place_value('verdicts.detail'),
} -%}

with

verdicts as (
    select * from {{ ref('int_evaluator__identified_verdicts') }}
),

policies as (
    select * from {{ ref('mesh_policies') }}
),

resources as (
    select * from {{ ref('int_evaluator__resources') }}
),

registered_projects as (
    select * from {{ ref('stg_registry__projects') }}
),

registered_groups as (
    select * from {{ ref('stg_registry__groups') }}
),

-- what another project owns is judged there, and its owner is the one who can mend it; the models of this package
-- stand in a domain's graph in its pull request only, and are none of its concern
final as (
    select
        verdicts.rule as policy_id,
        'always' as condition,
        coalesce(registered_groups.domain, registered_projects.domain, verdicts.project_name) as domain,
        verdicts.project_name,
        -- the evaluator names what it means; a table that several sources declare has no id
        coalesce(verdicts.unique_id, verdicts.resource_name) as unique_id,
        verdicts.related_project_name,
        verdicts.related_unique_id,
        {{ mesh_commons._filled('policies.message', places) }} as message,
        {{ mesh_commons._filled('policies.remedy', places) }} as fix,
        verdicts.resource_name,
        verdicts.resource_type,
        verdicts.related_name,
        verdicts.detail,
        verdicts.evaluator_version,
        verdicts.loaded_at
    from verdicts
    left join policies
        on verdicts.rule = policies.policy_id
    left join resources
        on
            verdicts.project_name = resources.project_name
            and verdicts.unique_id = resources.unique_id
    left join registered_projects
        on verdicts.project_name = registered_projects.project_name
    left join registered_groups
        on
            verdicts.project_name = registered_groups.project_name
            and resources.group_name = registered_groups.group_name
    where
        not coalesce(resources.is_external, false)
        and coalesce(resources.package_name, '') <> 'mesh_commons'
)

select * from final
