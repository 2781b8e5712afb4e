{#- Macros that decide how every test runs: dbt's own, and the test that fails for a policy. -#}
{%- set guarded_macros = [
    'get_test_sql', 'get_where_subquery', 'materialization_test_default', 'test_has_no_findings'
] -%}

with

policy_settings as (
    select * from {{ ref('int_mesh__policy_settings') }}
),

macros as (
    select * from {{ ref('stg_artifacts__macros') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

guarded_macros as (
    {{ mesh_commons._rows_as_select(['macro_name'], guarded_macros | batch(1) | list) }}
),

settings as (
    select distinct
        statement_verdict as condition,
        domain,
        project_name,
        unique_id,
        scope,
        policy,
        setting,
        value
    from policy_settings
    where statement_verdict in ('not_needed', 'unknown', 'unreadable', 'weaker')
),

-- dbt takes a project's own macro of such a name, alone or behind an adapter's, for its own
replaced_macros as (
    select distinct
        projects.domain,
        macros.project_name,
        macros.unique_id,
        macros.name
    from macros
    inner join projects
        on macros.project_name = projects.project_name
    inner join guarded_macros
        on
            macros.name = guarded_macros.macro_name
            or {{ dbt.right('macros.name', 'length(guarded_macros.macro_name) + 2') }}
            = {{ dbt.concat(["'__'", 'guarded_macros.macro_name']) }}
            or substr(macros.name, 1, 21) = 'materialization_test_'
    where macros.package_name = macros.project_name and macros.package_name <> 'mesh_commons'
),

final as (
    select
        condition,
        domain,
        project_name,
        unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        coalesce(policy, '') as stated_policy,
        coalesce(setting, '') as setting,
        value as stated_value
    from settings
    union all
    select
        'macro' as condition,
        domain,
        project_name,
        unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        '' as stated_policy,
        '' as setting,
        name as stated_value
    from replaced_macros
)

select * from final
