{%- set today = "cast('" ~ var('mesh_today', run_started_at.strftime('%Y-%m-%d')) ~ "' as date)" -%}

{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    full_refresh=var('mesh_forget_history', false),
    pre_hook="{% if is_incremental() %}delete from {{ this }} where observed_on = " ~ today ~ "{% endif %}"
) }}

with

findings as (
    select * from {{ ref('int_mesh__findings') }}
),

evaluator_coverage as (
    select * from {{ ref('int_evaluator__coverage') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
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
    select history.*
    from history
    inner join last_observation
        on history.observed_on = last_observation.observed_on
    where history.status <> 'closed'
),

open_now as (
    select
        {{ today }} as observed_on,
        coalesce(open_before.opened_on, {{ today }}) as opened_on,
        case when open_before.finding_id is null then 'opened' else 'still_open' end as status,
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
        findings.message
    from findings
    left join open_before
        on findings.finding_id = open_before.finding_id
),

-- only what was judged can be closed: a rule where the evaluator's table was read, a policy where its project is known
gone as (
    select
        {{ today }} as observed_on,
        open_before.opened_on,
        case
            when evaluator_coverage.is_judged then 'closed'
            when evaluator_coverage.is_judged is null and projects.project_name is not null then 'closed'
            else 'not_judged'
        end as status,
        open_before.finding_id,
        open_before.policy_id,
        open_before.condition,
        open_before.family,
        open_before.severity,
        open_before.domain,
        open_before.project_name,
        open_before.unique_id,
        open_before.related_project_name,
        open_before.related_unique_id,
        open_before.message
    from open_before
    left join findings
        on open_before.finding_id = findings.finding_id
    left join projects
        on open_before.project_name = projects.project_name
    left join evaluator_coverage
        on
            open_before.project_name = evaluator_coverage.project_name
            and open_before.policy_id = evaluator_coverage.relation_name
    where findings.finding_id is null
),

final as (
    select * from open_now
    union all
    select * from gone
)

select * from final
