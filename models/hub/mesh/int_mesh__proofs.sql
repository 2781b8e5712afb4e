with

data_tests as (
    select * from {{ ref('stg_artifacts__data_tests') }}
),

tested_nodes as (
    select * from {{ ref('stg_artifacts__tested_nodes') }}
),

proving_tests as (
    select * from {{ ref('mesh_proving_tests') }}
),

-- a test that only warns, looks at some of the rows only, or counts failures so that some or all are none, passes what
-- it should not; the package dbt_expectations has a word of its own for `where`. Somebody is told that rows are late by
-- a warning too, as of a source, and that some of them are recent is no less; but that none are late is always true
known_tests as (
    select
        data_tests.project_name,
        data_tests.unique_id,
        data_tests.attached_unique_id,
        data_tests.arguments,
        proving_tests.proves,
        coalesce(
            (
                (data_tests.severity = 'error' and {{ mesh_commons._is_any_failure('data_tests.error_if') }})
                or (proving_tests.proves = 'recent' and {{ mesh_commons._is_any_failure('data_tests.warn_if') }})
            )
            and (
                coalesce(trim(data_tests.where_clause), '') = ''
                or (
                    proving_tests.proves = 'recent'
                    and lower({{ dbt.replace('data_tests.where_clause', "' '", "''") }})
                    not in ('false', '(false)', 'null', '1=0', '(1=0)', '0=1', '1=2', '1<>1', '1!=1')
                )
            )
            and (
                coalesce(data_tests.arguments, '') not like '%"row_condition"%'
                or proving_tests.proves = 'recent'
            )
            and coalesce(trim(data_tests.row_limit), '') <> '0'
            and coalesce({{ dbt.replace('lower(data_tests.fail_calc)', "' '", "''") }}, 'count(*)') = 'count(*)',
            false
        ) as is_strict
    from data_tests
    inner join proving_tests
        on
            data_tests.test_name = proving_tests.test_name
            -- an Information Schema names the project where a manifest names no package
            and coalesce(nullif(data_tests.test_namespace, data_tests.project_name), 'dbt')
            = proving_tests.test_namespace
),

-- a test may read other resources too; it proves something of the one in whose YAML it stands, where dbt says that
final as (
    select distinct
        tested_nodes.project_name,
        tested_nodes.unique_id,
        lower(tested_nodes.column_name) as column_key,
        tested_nodes.test_unique_id,
        known_tests.proves,
        known_tests.is_strict,
        known_tests.arguments
    from tested_nodes
    inner join known_tests
        on
            tested_nodes.project_name = known_tests.project_name
            and tested_nodes.test_unique_id = known_tests.unique_id
    where tested_nodes.is_attached or known_tests.attached_unique_id is null
)

select * from final
