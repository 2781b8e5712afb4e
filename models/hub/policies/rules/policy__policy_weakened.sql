{#- Macros that decide how every test runs, or by which a product proves its key: dbt's own, and the mesh's test. -#}
{%- set guarded_macros = [
    'get_test_sql', 'get_where_subquery', 'materialization_test_default', 'test_accepted_values',
    'test_has_no_findings', 'test_not_null', 'test_relationships', 'test_unique'
] -%}

with

policy_settings as (
    select * from {{ ref('int_mesh__policy_settings') }}
),

unread_statements as (
    select * from {{ ref('int_mesh__unread_statements') }}
),

blinded_tests as (
    select * from {{ ref('int_mesh__blinded_tests') }}
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
        tag,
        policy,
        setting,
        value
    from policy_settings
    where statement_verdict in (
        'not_needed', 'overtaken', 'retired', 'unknown', 'unknown_tag', 'unreadable', 'weaker'
    )
),

-- dbt takes a project's own macro of such a name, alone or behind an adapter's, for its own or for a package's
dispatched_macros as (
    select
        project_name,
        substr(name, 10) as macro_name
    from macros
    where package_name = 'mesh_commons' and substr(name, 1, 9) = 'default__'
),

replaced_macros as (
    select
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
    union
    select
        projects.domain,
        macros.project_name,
        macros.unique_id,
        macros.name
    from macros
    inner join projects
        on macros.project_name = projects.project_name
    inner join dispatched_macros
        on
            macros.project_name = dispatched_macros.project_name
            and {{ dbt.right('macros.name', 'length(dispatched_macros.macro_name) + 2') }}
            = {{ dbt.concat(["'__'", 'dispatched_macros.macro_name']) }}
    where macros.package_name = macros.project_name and macros.package_name <> 'mesh_commons'
),

found as (
    select
        condition,
        domain,
        project_name,
        unique_id,
        {{ dbt.concat([
            "coalesce(policy, '')", "'|'", "coalesce(setting, '')",
            "case when scope = 'domain' then '|domain' else '' end",
            "coalesce(" ~ dbt.concat(["'|tag|'", 'tag']) ~ ", '')"
        ]) }} as statement_key,
        policy as stated_policy,
        case
            when tag is not null then {{ dbt.concat(["coalesce(setting, '')", "' for the tag '''", 'tag', "''''"]) }}
            else setting
        end as setting,
        value as stated_value,
        cast(null as {{ dbt.type_string() }}) as column_name,
        cast(null as {{ dbt.type_string() }}) as stated_in,
        cast(null as {{ dbt.type_string() }}) as read_keys,
        cast(null as {{ dbt.type_string() }}) as right_place,
        cast(null as {{ dbt.type_int() }}) as test_count,
        cast(null as {{ dbt.type_string() }}) as first_test
    from settings
    union all
    select
        condition,
        domain,
        project_name,
        unique_id,
        {{ dbt.concat([
            "'|mesh|'", "coalesce(statement_key, '')", "coalesce(" ~ dbt.concat(["'|'", 'column_name']) ~ ", '')"
        ]) }} as statement_key,
        cast(null as {{ dbt.type_string() }}) as stated_policy,
        statement_key as setting,
        value as stated_value,
        column_name,
        stated_in,
        read_keys,
        right_place,
        cast(null as {{ dbt.type_int() }}) as test_count,
        cast(null as {{ dbt.type_string() }}) as first_test
    from unread_statements
    union all
    select
        'macro' as condition,
        domain,
        project_name,
        unique_id,
        '|' as statement_key,
        cast(null as {{ dbt.type_string() }}) as stated_policy,
        cast(null as {{ dbt.type_string() }}) as setting,
        name as stated_value,
        cast(null as {{ dbt.type_string() }}) as column_name,
        cast(null as {{ dbt.type_string() }}) as stated_in,
        cast(null as {{ dbt.type_string() }}) as read_keys,
        cast(null as {{ dbt.type_string() }}) as right_place,
        cast(null as {{ dbt.type_int() }}) as test_count,
        cast(null as {{ dbt.type_string() }}) as first_test
    from replaced_macros
    union all
    select
        condition,
        domain,
        project_name,
        {{ dbt.concat(["'project.'", 'project_name']) }} as unique_id,
        {{ dbt.concat(["'|'", 'setting']) }} as statement_key,
        cast(null as {{ dbt.type_string() }}) as stated_policy,
        setting,
        value as stated_value,
        cast(null as {{ dbt.type_string() }}) as column_name,
        cast(null as {{ dbt.type_string() }}) as stated_in,
        cast(null as {{ dbt.type_string() }}) as read_keys,
        cast(null as {{ dbt.type_string() }}) as right_place,
        test_count,
        first_test
    from blinded_tests
),

-- of what somebody wrote, so much as a line of a finding can hold
told as (
    select
        found.*,
        {{ mesh_commons._shortened('stated_policy', 100) }} as policy_told,
        {{ mesh_commons._shortened('setting', 100) }} as setting_told,
        {{ mesh_commons._shortened('stated_value', 100) }} as value_told,
        {{ mesh_commons._shortened('column_name', 100) }} as column_told
    from found
),

final as (
    select
        condition,
        domain,
        project_name,
        unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        statement_key,
        coalesce(policy_told, '') as stated_policy,
        coalesce(setting_told, '') as setting,
        value_told as stated_value,
        {{ dbt.concat([
            "'`meta.mesh'",
            "coalesce(case when condition = 'wrong_shape' then " ~ dbt.concat(["'.'", 'setting_told']) ~ " end, '')",
            "'`'",
            "coalesce(" ~ dbt.concat(["' of its column '''", 'column_told', "''''"]) ~ ", '')",
            "' ('", 'stated_in', "')'"
        ]) }} as stated_at,
        read_keys,
        right_place,
        test_count,
        first_test
    from told
)

select * from final
