{%- set found = mesh_commons._domain_rules_found() -%}

-- What the rules of domains have found, each held against nobody but the domain that brought it.
with

domain_rules as (
    select * from {{ ref('int_mesh__domain_rules') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

rows_found as (
    {%- for rule in found %}
    select
        cast('{{ dbt.escape_single_quotes(rule[0]) }}' as {{ dbt.type_string() }}) as policy_id,
        cast(unique_id as {{ dbt.type_string() }}) as unique_id,
        cast(message as {{ dbt.type_string() }}) as message,
        cast({{ 'severity' if rule[5] else 'null' }} as {{ dbt.type_string() }}) as severity,
        cast({{ 'fix' if rule[6] else 'null' }} as {{ dbt.type_string() }}) as fix
    from {{ api.Relation.create(database=rule[2], schema=rule[3], identifier=rule[4]) }}
    {{ 'union all' if not loop.last }}
    {%- else %}
    {{ mesh_commons._rows_as_select(['policy_id', 'unique_id', 'message', 'severity', 'fix'], []) }}
    {%- endfor %}
),

-- what is no severity warns; of several rows about one resource the gravest counts
ranked as (
    select
        rows_found.*,
        case lower(rows_found.severity) when 'error' then 'error' when 'info' then 'info' else 'warn' end
            as known_severity,
        row_number() over (
            partition by rows_found.policy_id, rows_found.unique_id
            order by
                case lower(rows_found.severity) when 'error' then 1 when 'info' then 3 else 2 end,
                rows_found.message,
                rows_found.fix
        ) as row_number_of_resource
    from rows_found
),

final as (
    select
        domain_rules.policy_id,
        'always' as condition,
        domain_rules.domain,
        domain_rules.project_name,
        -- about what the domain does not own, the rule itself has the finding
        coalesce(resources.unique_id, domain_rules.unique_id) as unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        {{ dbt.concat(['domain_rules.unique_id', "'|'", "coalesce(ranked.unique_id, '')"]) }} as identity,
        cast(null as {{ dbt.type_string() }}) as involved_projects,
        coalesce(ranked.message, {{ dbt.concat(['domain_rules.policy_id', "'.'"]) }}) as message,
        coalesce(ranked.fix, {{ dbt.concat(["'See '", 'domain_rules.unique_id', "'.'"]) }}) as fix,
        ranked.known_severity as severity
    from ranked
    inner join domain_rules
        on ranked.policy_id = domain_rules.policy_id
    left join resources
        on
            domain_rules.project_name = resources.project_name
            and ranked.unique_id = resources.unique_id
            and domain_rules.domain = resources.domain
            and resources.is_own
    where ranked.row_number_of_resource = 1
)

select * from final
