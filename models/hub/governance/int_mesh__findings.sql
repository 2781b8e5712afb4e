{%- set places = mesh_commons._finding_places() -%}
{%- set first_columns = {} -%}
{%- set last_columns = {} -%}
{#- Rules of the evaluator that mean what a policy means. -#}
{%- set same_facts = {
    'fct_exposures_dependent_on_private_models': 'ref_to_non_public_model',
    'fct_missing_primary_key_tests': 'public_model_without_primary_key',
    'fct_public_models_without_contract': 'public_model_without_contract',
    'fct_undocumented_public_models': 'public_model_undocumented',
} -%}
{%- for place in places -%}
{%- do (first_columns if loop.index0 < loop.length / 2 else last_columns).update({place: 'place_' ~ place}) -%}
{%- endfor -%}

-- Apart from `fct_mesh__findings`, where the tests of the policies look: `dbt build` skips whatever is behind a failed
-- test, and the history must see a day with errors.
with

policy_findings as (
    select * from {{ ref('int_mesh__policy_findings') }}
),

{% if var('mesh_reads_evaluator', true) -%}
evaluator_findings as (
    select * from {{ ref('int_mesh__evaluator_findings') }}
),
{%- endif %}

domain_findings as (
    select * from {{ ref('int_mesh__domain_findings') }}
),

exception_findings as (
    select * from {{ ref('int_mesh__exception_findings') }}
),

excepted_findings as (
    select * from {{ ref('int_mesh__excepted_findings') }}
),

policies as (
    select * from {{ ref('int_mesh__policies_in_force') }}
),

tightened_policies as (
    select * from {{ ref('int_mesh__tightened_policies') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

domains as (
    select * from {{ ref('dim_mesh__domains') }}
),

findings as (
    select
        policy_id,
        condition,
        domain,
        project_name,
        unique_id,
        related_project_name,
        related_unique_id,
        identity,
        involved_projects,
        member_number,
        message,
        fix,
        cast(null as {{ dbt.type_string() }}) as own_severity,
        'policy' as found_by
    from policy_findings
    union all
    select
        policy_id,
        condition,
        domain,
        project_name,
        unique_id,
        related_project_name,
        related_unique_id,
        identity,
        involved_projects,
        cast(null as {{ dbt.type_bigint() }}) as member_number,
        message,
        fix,
        cast(null as {{ dbt.type_string() }}) as own_severity,
        'policy' as found_by
    from exception_findings
    union all
    select
        policy_id,
        condition,
        domain,
        project_name,
        unique_id,
        related_project_name,
        related_unique_id,
        identity,
        involved_projects,
        cast(null as {{ dbt.type_bigint() }}) as member_number,
        message,
        fix,
        severity as own_severity,
        'domain' as found_by
    from domain_findings
    {% if var('mesh_reads_evaluator', true) -%}
    union all
    select
        policy_id,
        condition,
        domain,
        project_name,
        unique_id,
        related_project_name,
        related_unique_id,
        -- of the evaluator's rules each pair is a fact of its own
        case
            when related_unique_id is not null then {{ dbt.concat([
                'project_name', "'|'", 'unique_id', "'|'", "coalesce(related_project_name, '')", "'|'",
                'related_unique_id'
            ]) }}
            else {{ dbt.concat(['project_name', "'|'", 'unique_id']) }}
        end as identity,
        involved_projects,
        cast(null as {{ dbt.type_bigint() }}) as member_number,
        message,
        fix,
        cast(null as {{ dbt.type_string() }}) as own_severity,
        found_by
    from evaluator_findings
    {%- endif %}
),

same_facts as (
    {%- for rule, policy in same_facts.items() %}
    select
        '{{ policy }}' as policy_id,
        '{{ rule }}' as rule
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- one fact, found by a policy and by a rule, is one finding: the policy's, unless that is off
said_twice as (
    select
        findings.policy_id,
        findings.condition,
        repeated.policy_id as rule,
        repeated.condition as rule_condition,
        findings.project_name,
        findings.unique_id,
        coalesce(findings.related_unique_id, '') as related_unique_id
    from findings
    left join policies
        on
            findings.policy_id = policies.policy_id
            and findings.condition = policies.condition
    inner join same_facts
        on findings.policy_id = same_facts.policy_id
    inner join findings as repeated
        on
            same_facts.rule = repeated.policy_id
            and findings.project_name = repeated.project_name
            and findings.unique_id = repeated.unique_id
            and coalesce(findings.related_unique_id, '') = coalesce(repeated.related_unique_id, '')
    where coalesce(policies.severity, 'error') <> 'off'
),

twice_found as (
    select distinct
        policy_id,
        condition,
        project_name,
        unique_id,
        related_unique_id
    from said_twice
),

-- the rule's finding is the policy's under another name: it keeps its id where the policy is switched off or on
distinct_findings as (
    select
        findings.policy_id,
        coalesce(same_facts.policy_id, findings.policy_id) as identified_as,
        findings.condition,
        findings.domain,
        findings.project_name,
        findings.unique_id,
        findings.related_project_name,
        findings.related_unique_id,
        findings.identity,
        findings.involved_projects,
        findings.member_number,
        findings.message,
        findings.fix,
        findings.own_severity,
        case when twice_found.policy_id is null then findings.found_by else 'policy and evaluator' end as found_by
    from findings
    left join twice_found
        on
            findings.policy_id = twice_found.policy_id
            and findings.condition = twice_found.condition
            and findings.project_name = twice_found.project_name
            and findings.unique_id = twice_found.unique_id
            and coalesce(findings.related_unique_id, '') = twice_found.related_unique_id
    left join said_twice
        on
            findings.policy_id = said_twice.rule
            and findings.condition = said_twice.rule_condition
            and findings.project_name = said_twice.project_name
            and findings.unique_id = said_twice.unique_id
            and coalesce(findings.related_unique_id, '') = said_twice.related_unique_id
    left join same_facts
        on findings.policy_id = same_facts.rule
    where said_twice.rule is null
),

-- what the places of a template stand for, each once: filled in one expression, a reader of SQL with a limit to its
-- depth gives up
placed as (
    select
        findings.policy_id,
        findings.condition,
        policies.family,
        coalesce(findings.own_severity, tightened.severity, tightened_domains.severity, policies.severity) as severity,
        coalesce(tightened.severity_stated_by, tightened_domains.severity_stated_by) as severity_stated_by,
        policies.coming_severity,
        policies.coming_on,
        excepted_findings.exception_id,
        excepted_findings.reason as exception_reason,
        excepted_findings.expires_on as exception_expires_on,
        findings.domain,
        findings.project_name,
        findings.unique_id,
        findings.related_project_name,
        findings.related_unique_id,
        findings.identified_as,
        findings.identity,
        findings.involved_projects,
        findings.member_number,
        findings.message,
        findings.fix,
        case
            when resources.owner_name is null and resources.owner_email is null then domains.owner_name
            else resources.owner_name
        end as owner_name,
        case
            when resources.owner_name is null and resources.owner_email is null then domains.owner_email
            else resources.owner_email
        end as owner_email,
        {% for place, value in places.items() -%}
        {{ mesh_commons._place_value(value) }} as place_{{ place }},
        {% endfor -%}
        findings.found_by
    from distinct_findings as findings
    left join policies
        on
            findings.policy_id = policies.policy_id
            and findings.condition = policies.condition
    left join tightened_policies as tightened
        on
            findings.policy_id = tightened.policy_id
            and findings.condition = tightened.condition
            and findings.domain = tightened.domain
            and findings.project_name = tightened.project_name
            and findings.unique_id = tightened.unique_id
    -- the stricter of what a domain says of all and of one is among what is said of the one
    left join tightened_policies as tightened_domains
        on
            findings.policy_id = tightened_domains.policy_id
            and findings.condition = tightened_domains.condition
            and findings.domain = tightened_domains.domain
            and tightened_domains.unique_id is null
    left join excepted_findings
        on
            findings.policy_id = excepted_findings.policy_id
            and findings.project_name = excepted_findings.project_name
            and findings.unique_id = excepted_findings.unique_id
            and findings.domain = excepted_findings.domain
            and excepted_findings.status = 'valid'
            and excepted_findings.exception_number = 1
    left join resources
        on
            findings.project_name = resources.project_name
            and findings.unique_id = resources.unique_id
    left join resources as related
        on
            findings.related_project_name = related.project_name
            and findings.related_unique_id = related.unique_id
    left join projects as related_projects
        on findings.related_project_name = related_projects.project_name
    left join domains
        on findings.domain = domains.domain
),

-- Of what is about several resources the first stands for it that is not excepted, and of those one by which it is
-- gravest. Only where all are excepted, it is.
ranked as (
    select
        placed.*,
        row_number() over (
            partition by placed.identified_as, placed.identity
            order by
                case when placed.severity = 'off' then 2 when placed.exception_id is not null then 1 else 0 end,
                coalesce({{ mesh_commons._severity_rank('placed.severity') }}, 3) desc,
                placed.member_number,
                placed.condition,
                placed.unique_id
        ) as standing_number
    from placed
    where placed.member_number is not null
),

standing as (
    select *
    from ranked
    where standing_number = 1
    union all
    select
        placed.*,
        cast(null as {{ dbt.type_bigint() }}) as standing_number
    from placed
    where placed.member_number is null
),

-- in two steps, for the same reader of SQL
partly_filled as (
    select
        standing.*,
        {{ mesh_commons._filled(
            "coalesce(message, " ~ dbt.concat(["policy_id", "': {resource}.'"]) ~ ")", first_columns
        ) }} as partly_filled_message,
        {{ mesh_commons._filled(
            "coalesce(fix, 'Give this policy and condition a row in the seed mesh_policies.')", first_columns
        ) }} as partly_filled_fix
    from standing
),

-- a finding whose policy has no row in the seed must not vanish: until it is registered it counts as an error, one of
-- an evaluator rule as a warning
final as (
    select
        {{ dbt.hash(dbt.concat(['identified_as', "'|'", 'identity'])) }} as finding_id,
        policy_id,
        condition,
        family,
        coalesce(severity, case when found_by in ('evaluator', 'review') then 'warn' else 'error' end) as severity,
        domain,
        project_name,
        unique_id,
        related_project_name,
        related_unique_id,
        {{ mesh_commons._filled('partly_filled_message', last_columns, is_last=true) }} as message,
        {{ mesh_commons._filled('partly_filled_fix', last_columns, is_last=true) }} as fix,
        owner_name,
        owner_email,
        found_by,
        {{ dbt.hash(dbt.concat([
            'policy_id', "'|'", 'condition', "'|'", 'domain', "'|'", 'project_name', "'|'", 'unique_id', "'|'",
            "coalesce(related_project_name, '')", "'|'", "coalesce(related_unique_id, '')"
        ])) }} as former_finding_id,
        coalesce(
            involved_projects,
            case
                when related_project_name <> project_name
                    then {{ dbt.concat(['project_name', "' '", 'related_project_name']) }}
                else project_name
            end
        ) as involved_projects,
        severity_stated_by,
        -- what a finding will be, where that is graver than what it is
        case
            when {{ mesh_commons._severity_rank('coming_severity') }} > {{ mesh_commons._severity_rank('severity') }}
                then coming_severity
        end as coming_severity,
        case
            when {{ mesh_commons._severity_rank('coming_severity') }} > {{ mesh_commons._severity_rank('severity') }}
                then coming_on
        end as coming_on,
        exception_id is not null as is_excepted,
        exception_id,
        exception_reason,
        exception_expires_on
    from partly_filled
    where coalesce(severity, 'error') <> 'off'
)

select * from final
