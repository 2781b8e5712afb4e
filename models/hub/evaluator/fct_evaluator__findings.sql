{{ config(materialized='table') }}

with

verdicts as (
    select * from {{ ref('int_evaluator__identified_verdicts') }}
),

rules as (
    select * from {{ ref('mesh_evaluator_rules') }}
),

resources as (
    select * from {{ ref('int_evaluator__resources') }}
),

mesh_resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

registered_domains as (
    select * from {{ ref('stg_registry__domains') }}
),

registered_projects as (
    select * from {{ ref('stg_registry__projects') }}
),

registered_groups as (
    select * from {{ ref('stg_registry__groups') }}
),

-- what another project owns is judged there, and its owner is the one who can mend it; the models of this package
-- stand in a domain's graph in its pull request only, and are none of its concern
identified as (
    select
        verdicts.project_name,
        verdicts.evaluator_version,
        verdicts.loaded_at,
        verdicts.rule,
        verdicts.resource_name,
        verdicts.resource_type,
        verdicts.unique_id,
        verdicts.related_name,
        verdicts.related_unique_id,
        verdicts.related_project_name,
        verdicts.detail,
        coalesce(registered_groups.domain, registered_projects.domain, verdicts.project_name) as domain,
        mesh_resources.owner_name as resource_owner_name,
        mesh_resources.owner_email as resource_owner_email
    from verdicts
    left join resources
        on
            verdicts.project_name = resources.project_name
            and verdicts.unique_id = resources.unique_id
    left join mesh_resources
        on
            verdicts.project_name = mesh_resources.project_name
            and verdicts.unique_id = mesh_resources.unique_id
    left join registered_projects
        on verdicts.project_name = registered_projects.project_name
    left join registered_groups
        on
            verdicts.project_name = registered_groups.project_name
            and resources.group_name = registered_groups.group_name
    where
        not coalesce(resources.is_external, false)
        and coalesce(resources.package_name, '') <> 'mesh_commons'
),

-- a rule without a row in the seed must not vanish: its findings count as warnings until it is registered
worded as (
    select
        identified.*,
        rules.family,
        coalesce(rules.severity, 'warn') as severity,
        {{ mesh_commons._evaluator_message('rules.message', 'identified') }} as message,
        rules.remedy as fix
    from identified
    left join rules
        on identified.rule = rules.rule
),

-- the mesh knows a finding by what it is about; what else the evaluator says of it is gathered in one detail
final as (
    select
        {{ dbt.hash(dbt.concat([
            'worded.rule', "'|always|'", 'worded.domain', "'|'", 'worded.project_name', "'|'",
            "coalesce(worded.unique_id, worded.resource_name)", "'|'", "coalesce(worded.related_project_name, '')",
            "'|'", "coalesce(worded.related_unique_id, '')"
        ])) }} as finding_id,
        worded.rule as policy_id,
        'always' as condition,
        worded.family,
        worded.severity,
        worded.domain,
        worded.project_name,
        coalesce(worded.unique_id, worded.resource_name) as unique_id,
        worded.related_project_name,
        worded.related_unique_id,
        worded.message,
        worded.fix,
        worded.resource_name,
        worded.resource_type,
        worded.related_name,
        worded.detail,
        coalesce(worded.resource_owner_name, registered_domains.owner_name) as owner_name,
        coalesce(worded.resource_owner_email, registered_domains.owner_email) as owner_email,
        worded.evaluator_version,
        worded.loaded_at
    from worded
    left join registered_domains
        on worded.domain = registered_domains.domain
    where worded.severity <> 'off'
)

select * from final
