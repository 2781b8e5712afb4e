{#- Here alone the database itself refuses a second row; elsewhere a declared key is a promise that nobody keeps. -#}
{%- set keeping = ['duckdb', 'mysql', 'oracle', 'postgres', 'singlestore', 'sqlite', 'sqlserver'] -%}
{#- These refuse a null all the same. -#}
{%- set filling = keeping + ['bigquery', 'databricks', 'redshift', 'snowflake'] -%}

with

proofs as (
    select * from {{ ref('int_mesh__proofs') }}
),

constraints as (
    select * from {{ ref('stg_artifacts__constraints') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

strict_proofs as (
    select *
    from proofs
    where is_strict
),

-- an enforced contract makes dbt write the constraints into the table; into a view it writes none
declared as (
    select
        constraints.project_name,
        constraints.unique_id,
        cast(constraints.constraint_index as {{ dbt.type_string() }}) as constraint_number,
        lower(constraints.column_name) as column_key,
        lower(constraints.constraint_type) as constraint_type,
        coalesce(projects.adapter_type in ({{ mesh_commons._quoted_list(keeping) }}), false) as is_key_kept,
        coalesce(projects.adapter_type in ({{ mesh_commons._quoted_list(filling) }}), false) as is_null_kept_out
    from constraints
    inner join resources
        on
            constraints.project_name = resources.project_name
            and constraints.unique_id = resources.unique_id
    inner join projects
        on constraints.project_name = projects.project_name
    where
        resources.is_contract_enforced
        and lower(resources.materialized) in ('table', 'incremental')
),

filled_columns as (
    select
        project_name,
        unique_id,
        column_key
    from strict_proofs
    where proves = 'not_null'
    union
    select
        project_name,
        unique_id,
        column_key
    from declared
    where constraint_type = 'not_null' and is_null_kept_out
),

-- one test or constraint may be over several columns, of which none is unique alone
unique_columns as (
    select
        project_name,
        unique_id,
        'test' as proven_by,
        test_unique_id as set_id,
        column_key
    from strict_proofs
    where proves = 'unique'
    union all
    select
        project_name,
        unique_id,
        'constraint' as proven_by,
        constraint_number as set_id,
        column_key
    from declared
    where constraint_type = 'unique' and is_key_kept
),

-- dbt's `unique` takes an expression over columns too, and passes where it is null: it has to be filled like a column
unique_sets as (
    select
        unique_columns.project_name,
        unique_columns.unique_id,
        unique_columns.proven_by
    from unique_columns
    left join filled_columns
        on
            unique_columns.project_name = filled_columns.project_name
            and unique_columns.unique_id = filled_columns.unique_id
            and unique_columns.column_key = filled_columns.column_key
    group by
        unique_columns.project_name,
        unique_columns.unique_id,
        unique_columns.proven_by,
        unique_columns.set_id
    having min(case when filled_columns.column_key is not null then 1 else 0 end) = 1
),

keys as (
    select
        project_name,
        unique_id,
        'test' as proven_by
    from strict_proofs
    where proves = 'key'
    union all
    select
        project_name,
        unique_id,
        proven_by
    from unique_sets
    union all
    select
        project_name,
        unique_id,
        case when is_key_kept then 'constraint' else 'promise' end as proven_by
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
