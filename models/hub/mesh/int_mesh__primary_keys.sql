{#- Here alone the database itself refuses a second row; elsewhere a declared key is a promise that nobody keeps. -#}
{%- set keeping = ['duckdb', 'mysql', 'oracle', 'postgres', 'singlestore', 'sqlite', 'sqlserver'] -%}

with

data_tests as (
    select * from {{ ref('stg_artifacts__data_tests') }}
),

tested_nodes as (
    select * from {{ ref('stg_artifacts__tested_nodes') }}
),

constraints as (
    select * from {{ ref('stg_artifacts__constraints') }}
),

key_tests as (
    select * from {{ ref('mesh_key_tests') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

columns as (
    select * from {{ ref('dim_mesh__columns') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

-- a test may read other resources too; it proves something of the one in whose YAML it stands, where dbt says that
proven_by_tests as (
    select
        tested_nodes.project_name,
        tested_nodes.unique_id,
        lower(tested_nodes.column_name) as column_name,
        key_tests.proves
    from tested_nodes
    inner join data_tests
        on
            tested_nodes.project_name = data_tests.project_name
            and tested_nodes.test_unique_id = data_tests.unique_id
    inner join key_tests
        on
            data_tests.test_name = key_tests.test_name
            and coalesce(data_tests.test_namespace, 'dbt') = key_tests.test_namespace
    where tested_nodes.is_attached or data_tests.attached_unique_id is null
),

-- an enforced contract makes dbt write the constraints into the table
declared as (
    select
        constraints.project_name,
        constraints.unique_id,
        lower(constraints.column_name) as column_name,
        constraints.constraint_type,
        projects.adapter_type in ({{ mesh_commons._quoted_list(keeping) }}) as is_kept
    from constraints
    inner join resources
        on
            constraints.project_name = resources.project_name
            and constraints.unique_id = resources.unique_id
    inner join projects
        on constraints.project_name = projects.project_name
    where resources.is_contract_enforced
),

proven_columns as (
    select
        project_name,
        unique_id,
        column_name,
        proves
    from proven_by_tests
    where proves in ('unique', 'not_null')
    union all
    select
        project_name,
        unique_id,
        column_name,
        constraint_type as proves
    from declared
    -- every engine keeps nulls out
    where constraint_type = 'not_null' or (constraint_type = 'unique' and is_kept)
),

unique_columns as (
    select distinct
        project_name,
        unique_id,
        column_name
    from proven_columns
    where proves = 'unique'
),

filled_columns as (
    select distinct
        project_name,
        unique_id,
        column_name
    from proven_columns
    where proves = 'not_null'
),

-- what is no column is an expression over several, which dbt's `unique` takes too
keys as (
    select
        project_name,
        unique_id,
        'test' as proven_by
    from proven_by_tests
    where proves = 'key'
    union all
    select
        unique_columns.project_name,
        unique_columns.unique_id,
        'test' as proven_by
    from unique_columns
    left join filled_columns
        on
            unique_columns.project_name = filled_columns.project_name
            and unique_columns.unique_id = filled_columns.unique_id
            and unique_columns.column_name = filled_columns.column_name
    left join columns
        on
            unique_columns.project_name = columns.project_name
            and unique_columns.unique_id = columns.unique_id
            and unique_columns.column_name = lower(columns.column_name)
    where
        filled_columns.column_name is not null
        or (columns.column_name is null and unique_columns.column_name like '%(%')
        or (columns.column_name is null and unique_columns.column_name like '%||%')
    union all
    select
        project_name,
        unique_id,
        case when is_kept then 'constraint' else 'promise' end as proven_by
    from declared
    where constraint_type = 'primary_key'
),

final as (
    select
        project_name,
        unique_id,
        max(case when proven_by = 'test' then 1 else 0 end) = 1 as is_tested,
        max(case when proven_by = 'constraint' then 1 else 0 end) = 1 as is_constrained,
        max(case when proven_by = 'promise' then 1 else 0 end) = 1 as is_promised
    from keys
    group by project_name, unique_id
)

select * from final
