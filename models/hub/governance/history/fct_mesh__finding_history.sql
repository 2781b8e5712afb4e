{%- set given_day = var('mesh_today', run_started_at.strftime('%Y-%m-%d')) | string -%}
{%- set today = "cast('" ~ given_day ~ "' as date)" -%}

{{ config(
    materialized='incremental',
    incremental_strategy='append',
    on_schema_change='append_new_columns',
    full_refresh=var('mesh_forget_history', false),
    pre_hook="{% if is_incremental() %}delete from {{ this }} where observed_on = " ~ today ~ "{% endif %}"
) }}

{#- Where what other projects do, and no more the evaluator alone, has made of a finding what it is. -#}
{%- set reviewed = "in ('cleared_by_mesh', 'found_by_mesh_only')" -%}
{#- A history of a former version says of a finding what it was related to, not all that it involved. -#}
{%- set columns = adapter.get_columns_in_relation(this) | map(attribute='name') | map('lower') | list
    if is_incremental() else ['involved_projects'] -%}

{#- A day before the last one would be told from what is known today, and the days after it would not know. -#}
{%- if execute and is_incremental() and flags.WHICH in ['build', 'run'] -%}
    {%- set last_day = run_query('select max(observed_on) from ' ~ this).columns[0].values()[0] -%}
    {%- if last_day and (last_day | string)[:10] > given_day -%}
        {{ exceptions.raise_compiler_error(
            "fct_mesh__finding_history: it already has " ~ (last_day | string)[:10] ~ ", and " ~ given_day ~ " lies "
            ~ "before that. Give a mesh_today from then on, or start it anew with mesh_forget_history."
        ) }}
    {%- endif -%}
{%- endif -%}

with

findings as (
    select * from {{ ref('int_mesh__findings') }}
),

policies as (
    select * from {{ ref('int_mesh__policies_in_force') }}
),

policy_coverage as (
    select * from {{ ref('fct_mesh__policy_coverage') }}
),

unread_matches as (
    select * from {{ ref('int_mesh__unread_matches') }}
),

possible_matches as (
    select * from {{ ref('int_mesh__possible_matches') }}
),

{% if var('mesh_reads_evaluator', true) -%}
evaluator_coverage as (
    select * from {{ ref('int_evaluator__coverage') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

evidence_gaps as (
    select * from {{ ref('int_mesh__evidence_gaps') }}
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

-- gone, or no more cleared by the mesh, which is a warning only where those that cleared it were judged
doubted as (
    select
        open_before.*,
        known_ids.id_before is null as is_gone,
        -- between blanks, a name is no part of a longer one
        {{ dbt.concat(["' '", 'open_before.involved_projects', "' '"]) }} as listed_projects,
        {{ dbt.length('open_before.involved_projects') }}
        - {{ dbt.length(dbt.replace('open_before.involved_projects', "' '", "''")) }} + 1 as project_count
    from open_before
    left join known_ids
        on open_before.finding_id = known_ids.id_before
    left join findings
        on
            open_before.finding_id = findings.finding_id
            and open_before.policy_id = findings.policy_id
    where
        known_ids.id_before is null
        or (open_before.condition = 'cleared_by_mesh' and findings.condition <> 'cleared_by_mesh')
),

doubted_policies as (
    select distinct policy_id
    from doubted
),

-- a pair of projects has a row where it is not judged; who was made to forget a project on purpose has judged it
judgements as (
    select
        policy_id,
        project_name,
        counterpart_project_name,
        is_judged,
        'any' as judged_for
    from policy_coverage
    union all
    {% if var('mesh_reads_evaluator', true) -%}
    select
        relation_name as policy_id,
        project_name,
        cast(null as {{ dbt.type_string() }}) as counterpart_project_name,
        is_judged,
        'owner' as judged_for
    from evaluator_coverage
    union all
    -- of the others that the mesh looks at, what they read has to be known, by whatever route
    select
        doubted_policies.policy_id,
        projects.project_name,
        cast(null as {{ dbt.type_string() }}) as counterpart_project_name,
        true as is_judged,
        'others' as judged_for
    from doubted_policies
    cross join projects
    where substr(doubted_policies.policy_id, 1, 4) = 'fct_'
    union all
    select
        doubted_policies.policy_id,
        evidence_gaps.project_name,
        evidence_gaps.counterpart_project_name,
        false as is_judged,
        'review' as judged_for
    from doubted_policies
    cross join evidence_gaps
    where
        substr(doubted_policies.policy_id, 1, 4) = 'fct_'
        and evidence_gaps.evidence in ('resources', 'edges', 'sources', 'relations')
    union all
    {%- endif %}
    select
        doubted_policies.policy_id,
        forgotten_projects.project_name,
        cast(null as {{ dbt.type_string() }}) as counterpart_project_name,
        true as is_judged,
        'any' as judged_for
    from doubted_policies
    cross join forgotten_projects
),

-- of what a finding involves: every project, and every pair of them
counted_judgements as (
    select
        doubted.finding_id,
        count(distinct case
            when judgements.is_judged and judgements.counterpart_project_name is null then judgements.project_name
        end) as judged_count,
        count(case when not judgements.is_judged then 1 end) as not_judged_count
    from doubted
    inner join judgements
        on
            doubted.policy_id = judgements.policy_id
            and {{ dbt.position(
                dbt.concat(["' '", 'judgements.project_name', "' '"]), 'doubted.listed_projects'
            ) }} > 0
            and (
                judgements.counterpart_project_name is null
                or {{ dbt.position(
                    dbt.concat(["' '", 'judgements.counterpart_project_name', "' '"]), 'doubted.listed_projects'
                ) }} > 0
            )
            and (
                judgements.judged_for = 'any'
                or (judgements.judged_for = 'owner' and doubted.project_name = judgements.project_name)
                or (judgements.judged_for = 'others' and doubted.project_name <> judgements.project_name)
                or (judgements.judged_for = 'review' and doubted.condition {{ reviewed }})
            )
    group by doubted.finding_id
),

-- what may be the relation of the other project, had that been parsed for production, is no less read than before; a
-- possible back door is itself no more than that
possible_still as (
    select doubted.finding_id
    from doubted
    inner join possible_matches
        on
            {{ dbt.position(
                dbt.concat(["' '", 'possible_matches.parent_project_name', "' '"]), 'doubted.listed_projects'
            ) }} > 0
            and {{ dbt.position(
                dbt.concat(["' '", 'possible_matches.child_project_name', "' '"]), 'doubted.listed_projects'
            ) }} > 0
    where doubted.condition {{ reviewed }}
    union
    select doubted.finding_id
    from doubted
    inner join possible_matches
        on
            doubted.project_name = possible_matches.child_project_name
            and doubted.unique_id = possible_matches.child_unique_id
    where
        doubted.policy_id <> 'possible_back_door'
        and {{ dbt.position(
            dbt.concat(["' '", 'possible_matches.parent_project_name', "' '"]), 'doubted.listed_projects'
        ) }} > 0
    -- nor is a table claimed less because somebody, of whom not enough is known, may build it
    union
    select doubted.finding_id
    from doubted
    inner join possible_matches
        on
            doubted.project_name = possible_matches.child_project_name
            and doubted.unique_id = possible_matches.child_unique_id
    where doubted.policy_id = 'source_claimed_by_several_domains' and possible_matches.is_parent_elsewhere
    union
    select doubted.finding_id
    from doubted
    inner join unread_matches
        on
            doubted.project_name = unread_matches.child_project_name
            and doubted.unique_id = unread_matches.child_unique_id
    where doubted.policy_id = 'source_claimed_by_several_domains'
),

-- a rule that is off, or that there is no more, looks at nothing: that is not to say that its findings were mended
rules_in_force as (
    select
        policy_id,
        max(case when severity <> 'off' then 1 else 0 end) as is_in_force
    from policies
    group by policy_id
),

not_open as (
    select
        {{ today }} as observed_on,
        doubted.opened_on,
        case
            when coalesce(rules_in_force.is_in_force, 0) = 0 or policies.severity = 'off' then 'switched_off'
            when
                counted_judgements.judged_count = doubted.project_count
                and counted_judgements.not_judged_count = 0
                and possible_still.finding_id is null
                then 'closed'
            else 'not_judged'
        end as status,
        doubted.finding_id,
        doubted.policy_id,
        doubted.condition,
        doubted.family,
        doubted.severity,
        doubted.domain,
        doubted.project_name,
        doubted.unique_id,
        doubted.related_project_name,
        doubted.related_unique_id,
        doubted.message,
        doubted.involved_projects,
        doubted.is_gone
    from doubted
    left join policies
        on
            doubted.policy_id = policies.policy_id
            and doubted.condition = policies.condition
    left join rules_in_force
        on doubted.policy_id = rules_in_force.policy_id
    left join counted_judgements
        on doubted.finding_id = counted_judgements.finding_id
    left join possible_still
        on doubted.finding_id = possible_still.finding_id
),

gone_or_not_judged as (
    select
        observed_on,
        opened_on,
        status,
        finding_id,
        policy_id,
        condition,
        family,
        severity,
        domain,
        project_name,
        unique_id,
        related_project_name,
        related_unique_id,
        message,
        involved_projects
    from not_open
    where is_gone or status = 'not_judged'
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
    left join gone_or_not_judged
        on findings.finding_id = gone_or_not_judged.finding_id
    where gone_or_not_judged.finding_id is null
),

final as (
    select * from open_now
    union all
    select * from gone_or_not_judged
)

select * from final
