{%- set databases, schemas = mesh_commons._domain_rule_places() -%}

-- Rules that a domain brings for itself: models that say of themselves, in `config.meta.mesh.findings`, that they hold
-- findings. Whether such a rule is judged depends on whether its table can be read from here.
with

policy_settings as (
    select * from {{ ref('stg_artifacts__policy_settings') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

found_columns as (
    {% if schemas -%}
    {{ mesh_commons._evaluator_metadata(databases, schemas) }}
    {%- else -%}
    {{ mesh_commons._rows_as_select(['database_name', 'schema_name', 'identifier', 'column_name'], []) }}
    {%- endif %}
),

rules as (
    select distinct
        resources.domain,
        resources.project_name,
        resources.unique_id,
        -- each version of a model is a rule of its own
        case
            when resources.version is null then {{ dbt.concat(['resources.project_name', "'__'", 'resources.name']) }}
            else {{ dbt.concat([
                'resources.project_name', "'__'", 'resources.name', "'_v'", 'resources.version'
            ]) }}
        end as rule_name,
        resources.database_name,
        resources.schema_name,
        resources.identifier
    from policy_settings
    inner join resources
        on
            policy_settings.project_name = resources.project_name
            and policy_settings.unique_id = resources.unique_id
    where
        policy_settings.scope = 'findings'
        and lower(trim(policy_settings.value)) = 'true'
        and resources.is_own
        and resources.resource_type = 'model'
),

-- two projects may make one name of theirs: `a__b` and `c`, `a` and `b__c`
named_rules as (
    select
        *,
        case
            when count(*) over (partition by lower(rule_name)) > 1 then unique_id
            else rule_name
        end as policy_id
    from rules
),

found_tables as (
    select
        rules.project_name,
        rules.unique_id,
        min(found_columns.database_name) as found_database,
        min(found_columns.schema_name) as found_schema,
        min(found_columns.identifier) as found_identifier,
        max(case when lower(found_columns.column_name) = 'unique_id' then 1 else 0 end) = 1 as has_unique_id,
        max(case when lower(found_columns.column_name) = 'message' then 1 else 0 end) = 1 as has_message,
        max(case when lower(found_columns.column_name) = 'severity' then 1 else 0 end) = 1 as has_severity,
        max(case when lower(found_columns.column_name) = 'fix' then 1 else 0 end) = 1 as has_fix
    from rules
    inner join found_columns
        on
            lower(coalesce(rules.database_name, found_columns.database_name)) = lower(found_columns.database_name)
            and lower(rules.schema_name) = lower(found_columns.schema_name)
            and lower(rules.identifier) = lower(found_columns.identifier)
    group by rules.project_name, rules.unique_id
),

final as (
    select
        rules.policy_id,
        rules.domain,
        rules.project_name,
        rules.unique_id,
        found_tables.found_database,
        found_tables.found_schema,
        found_tables.found_identifier,
        coalesce(found_tables.has_severity, false) as has_severity,
        coalesce(found_tables.has_fix, false) as has_fix,
        coalesce(found_tables.has_unique_id and found_tables.has_message, false) as is_judged,
        case
            when found_tables.unique_id is null then {{ dbt.concat([
                "'Its table '", "coalesce(" ~ dbt.concat(['rules.schema_name', "'.'", 'rules.identifier'])
                ~ ", 'without a place')", "' cannot be read from here.'"
            ]) }}
            when not (found_tables.has_unique_id and found_tables.has_message)
                then 'Its table lacks the column unique_id or message.'
        end as reason,
        case
            when found_tables.unique_id is null
                then 'Build it where the hub is built, and grant the hub select on it; `mesh check` reads no tables.'
            when not (found_tables.has_unique_id and found_tables.has_message)
                then 'Give it the columns unique_id and message, and severity and fix as needed.'
        end as remedy
    from named_rules as rules
    left join found_tables
        on
            rules.project_name = found_tables.project_name
            and rules.unique_id = found_tables.unique_id
)

select * from final
