{%- set today = "cast('" ~ var('mesh_today', run_started_at.strftime('%Y-%m-%d')) ~ "' as date)" -%}

{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    full_refresh=var('mesh_forget_history', false),
    pre_hook="{% if is_incremental() %}delete from {{ this }} where observed_on = " ~ today ~ "{% endif %}"
) }}

{#- A history of a former version says of a finding what it was related to, not all that it involved. -#}
{%- set columns = adapter.get_columns_in_relation(this) | map(attribute='name') | map('lower') | list
    if is_incremental() else ['involved_projects'] -%}

with

findings as (
    select * from {{ ref('int_mesh__findings') }}
),

policies as (
    select * from {{ ref('mesh_policies') }}
),

policy_coverage as (
    select * from {{ ref('fct_mesh__policy_coverage') }}
),

{% if var('mesh_reads_evaluator', true) -%}
evaluator_coverage as (
    select * from {{ ref('int_evaluator__coverage') }}
),
{%- endif %}

forgotten_projects as (
    select * from {{ ref('stg_artifacts__forgotten_projects') }}
),

history as (
    {%- if is_incremental() %}
    select * from {{ this }}
    {%- else %}
    select
        cast(null as date) as observed_on,
        cast(null as date) as opened_on,
        cast(null as {{ dbt.type_string() }}) as status,
        findings.*
    from findings
    where 1 = 0
    {%- endif %}
),

last_observation as (
    select max(observed_on) as observed_on
    from history
    where observed_on < {{ today }}
),

open_before as (
    select
        history.opened_on,
        history.finding_id,
        history.policy_id,
        history.condition,
        history.family,
        history.severity,
        history.domain,
        history.project_name,
        history.unique_id,
        history.related_project_name,
        history.related_unique_id,
        history.message,
        coalesce(
            {{ 'history.involved_projects' if 'involved_projects' in columns else 'null' }},
            case
                -- the rules of the evaluator, each judged in one project
                when substr(history.policy_id, 1, 4) = 'fct_' then history.project_name
                when history.related_project_name <> history.project_name
                    then {{ dbt.concat(['history.project_name', "' '", 'history.related_project_name']) }}
                else history.project_name
            end
        ) as involved_projects
    from history
    inner join last_observation
        on history.observed_on = last_observation.observed_on
    where history.status <> 'closed'
),

-- by the id that it has, and by the one that a former version gave it
known_ids as (
    select
        finding_id,
        finding_id as id_before
    from findings
    union
    select
        finding_id,
        former_finding_id as id_before
    from findings
),

first_seen as (
    select
        known_ids.finding_id,
        min(open_before.opened_on) as opened_on
    from open_before
    inner join known_ids
        on open_before.finding_id = known_ids.id_before
    group by known_ids.finding_id
),

open_now as (
    select
        {{ today }} as observed_on,
        coalesce(first_seen.opened_on, {{ today }}) as opened_on,
        case when first_seen.finding_id is null then 'opened' else 'still_open' end as status,
        findings.finding_id,
        findings.policy_id,
        findings.condition,
        findings.family,
        findings.severity,
        findings.domain,
        findings.project_name,
        findings.unique_id,
        findings.related_project_name,
        findings.related_unique_id,
        findings.message,
        findings.involved_projects
    from findings
    left join first_seen
        on findings.finding_id = first_seen.finding_id
),

gone as (
    select
        open_before.*,
        -- between blanks, a name is no part of a longer one
        {{ dbt.concat(["' '", 'open_before.involved_projects', "' '"]) }} as listed_projects,
        {{ dbt.length('open_before.involved_projects') }}
        - {{ dbt.length(dbt.replace('open_before.involved_projects', "' '", "''")) }} + 1 as project_count
    from open_before
    left join known_ids
        on open_before.finding_id = known_ids.id_before
    where known_ids.id_before is null
),

gone_policies as (
    select distinct policy_id
    from gone
),

-- a pair of projects has a row where it is not judged; who was made to forget a project on purpose has judged it
judgements as (
    select
        policy_id,
        project_name,
        counterpart_project_name,
        is_judged
    from policy_coverage
    union all
    {% if var('mesh_reads_evaluator', true) -%}
    select
        relation_name as policy_id,
        project_name,
        cast(null as {{ dbt.type_string() }}) as counterpart_project_name,
        is_judged
    from evaluator_coverage
    union all
    {%- endif %}
    select
        gone_policies.policy_id,
        forgotten_projects.project_name,
        cast(null as {{ dbt.type_string() }}) as counterpart_project_name,
        true as is_judged
    from gone_policies
    cross join forgotten_projects
),

-- of what a finding involves: every project, and every pair of them
gone_judgements as (
    select
        gone.finding_id,
        count(distinct case
            when judgements.is_judged and judgements.counterpart_project_name is null then judgements.project_name
        end) as judged_count,
        count(case when not judgements.is_judged then 1 end) as not_judged_count
    from gone
    inner join judgements
        on
            gone.policy_id = judgements.policy_id
            and {{ dbt.position(
                dbt.concat(["' '", 'judgements.project_name', "' '"]), 'gone.listed_projects'
            ) }} > 0
            and (
                judgements.counterpart_project_name is null
                or {{ dbt.position(
                    dbt.concat(["' '", 'judgements.counterpart_project_name', "' '"]), 'gone.listed_projects'
                ) }} > 0
            )
    group by gone.finding_id
),

-- a rule that is off, or that there is no more, looks at nothing: that is not to say that its findings were mended
rules_in_force as (
    select
        policy_id,
        max(case when severity <> 'off' then 1 else 0 end) as is_in_force
    from policies
    group by policy_id
),

closed_or_not as (
    select
        {{ today }} as observed_on,
        gone.opened_on,
        case
            when coalesce(rules_in_force.is_in_force, 0) = 0 or policies.severity = 'off' then 'switched_off'
            when gone_judgements.judged_count = gone.project_count and gone_judgements.not_judged_count = 0
                then 'closed'
            else 'not_judged'
        end as status,
        gone.finding_id,
        gone.policy_id,
        gone.condition,
        gone.family,
        gone.severity,
        gone.domain,
        gone.project_name,
        gone.unique_id,
        gone.related_project_name,
        gone.related_unique_id,
        gone.message,
        gone.involved_projects
    from gone
    left join policies
        on
            gone.policy_id = policies.policy_id
            and gone.condition = policies.condition
    left join rules_in_force
        on gone.policy_id = rules_in_force.policy_id
    left join gone_judgements
        on gone.finding_id = gone_judgements.finding_id
),

final as (
    select * from open_now
    union all
    select * from closed_or_not
)

select * from final
