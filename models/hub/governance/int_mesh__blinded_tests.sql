{#- What is set on the tests of this package as it ships them; a test that also fails on warnings is stricter. -#}
{%- set thresholds = mesh_commons._finding_thresholds() -%}
{%- set shipped_settings = [
    ['severity', 'error'], ['fail_calc', 'count(*)'], ['warn_if', thresholds.warn_if],
    ['error_if', thresholds.error_if], ['error_if', thresholds.warn_if]
] -%}
{#- What decides who fails for what; the rest may differ between a domain and the hub. -#}
{%- set judging_variables = ['mesh_domains', 'mesh_forbids_own_approvers', 'mesh_production_targets', 'mesh_today'] -%}
{#- Where the tests look, and what that stands on: switched off, a model leaves the tests without a node, or makes room
    for another of its name. The evaluator's part, and what only shows, may be off for a good reason. -#}
{%- set judging_beginnings = ['policy__', 'dim_mesh__', 'int_mesh__', 'stg_artifacts__', 'stg_registry__'] -%}
{%- set judging_names = [
    'fct_mesh__findings', 'fct_mesh__reachability', 'fct_mesh__relationships', 'fct_mesh__shared_macros'
] -%}

-- What a project does to the tests of this package in its own run, as far as its artifacts show it: settings that a
-- test would not have by itself, tests switched off or left out of a run, and variables that change who is judged.
with

test_settings as (
    select * from {{ ref('stg_artifacts__test_settings') }}
),

data_tests as (
    select * from {{ ref('stg_artifacts__data_tests') }}
),

run_results as (
    select * from {{ ref('stg_artifacts__run_results') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

shipped_settings as (
    {{ mesh_commons._rows_as_select(['setting', 'value'], shipped_settings) }}
),

changed_settings as (
    select
        test_settings.project_name,
        'test' as condition,
        {{ dbt.concat(["'+'", 'test_settings.setting']) }} as setting,
        min(test_settings.value) as value,
        count(distinct test_settings.unique_id) as test_count,
        min(test_settings.name) as first_test
    from test_settings
    left join shipped_settings
        on
            test_settings.setting = shipped_settings.setting
            and lower(test_settings.value) = lower(shipped_settings.value)
    where
        test_settings.unique_id is not null
        and test_settings.setting <> 'enabled'
        and shipped_settings.setting is null
    group by test_settings.project_name, test_settings.setting
),

policies as (
    select distinct policy_id
    from {{ ref('mesh_policies') }}
    where found_by = 'policy'
),

switched_off as (
    select
        test_settings.project_name,
        'test' as condition,
        {{ dbt.concat(["'+'", 'test_settings.setting']) }} as setting,
        min(test_settings.value) as value,
        count(distinct test_settings.name) as test_count,
        min(test_settings.name) as first_test
    from test_settings
    left join policies
        on test_settings.name = policies.policy_id
    where
        test_settings.setting = 'enabled'
        and test_settings.name <> 'int_mesh__evaluator_findings'
        and (
            policies.policy_id is not null
            or test_settings.name in ({{ mesh_commons._quoted_list(judging_names) }})
            {%- for beginning in judging_beginnings %}
            or substr(test_settings.name, 1, {{ beginning | length }}) = '{{ beginning }}'
            {%- endfor %}
        )
    group by test_settings.project_name, test_settings.setting
),

run_tests as (
    select
        data_tests.project_name,
        count(*) as test_count,
        sum(case when run_results.unique_id is null then 1 else 0 end) as left_out_count,
        min(case when run_results.unique_id is null then data_tests.name end) as first_test
    from data_tests
    left join run_results
        on
            data_tests.project_name = run_results.project_name
            and data_tests.unique_id = run_results.unique_id
    where data_tests.package_name = 'mesh_commons' and data_tests.test_name = 'has_no_findings'
    group by data_tests.project_name
),

arguments as (
    select
        project_name,
        max(case when setting = 'command' then value end) as command,
        max(case when setting = 'exclude' then value end) as excluded
    from test_settings
    where unique_id is null
    group by project_name
),

-- a run that judged by none of them, and says nothing of leaving them out, was a run for something else
left_out as (
    select
        run_tests.project_name,
        'left_out' as condition,
        '--exclude' as setting,
        arguments.excluded as value,
        run_tests.left_out_count as test_count,
        run_tests.first_test
    from run_tests
    inner join arguments
        on run_tests.project_name = arguments.project_name
    where
        arguments.command in ('build', 'test')
        and run_tests.left_out_count > 0
        and (run_tests.left_out_count < run_tests.test_count or arguments.excluded like '%mesh_commons%')
),

variables as (
    select
        test_settings.project_name,
        'variable' as condition,
        test_settings.name as setting,
        test_settings.value,
        cast(null as {{ dbt.type_int() }}) as test_count,
        cast(null as {{ dbt.type_string() }}) as first_test
    from test_settings
    inner join projects
        on test_settings.project_name = projects.project_name
    where
        test_settings.setting = 'variable'
        and (
            test_settings.name in ({{ mesh_commons._quoted_list(judging_variables) }})
            -- who is judged may be said, as long as it is the project's own domain
            or (
                test_settings.name = 'mesh_judged_domains'
                and lower(test_settings.value) not like {{ dbt.concat(["'%\"'", 'lower(projects.domain)', "'\"%'"]) }}
            )
        )
),

found as (
    select * from changed_settings
    union all
    select * from switched_off
    union all
    select * from left_out
    union all
    select * from variables
),

final as (
    select
        found.condition,
        projects.domain,
        found.project_name,
        found.setting,
        found.value,
        found.test_count,
        found.first_test
    from found
    inner join projects
        on found.project_name = projects.project_name
)

select * from final
