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

proving_tests as (
    select * from {{ ref('mesh_proving_tests') }}
),

-- of what a test reads beside the resource in whose YAML it stands, it says nothing
test_columns as (
    select
        tested_nodes.project_name,
        tested_nodes.unique_id,
        tested_nodes.test_unique_id as set_id,
        lower(tested_nodes.column_name) as column_key
    from tested_nodes
    inner join data_tests
        on
            tested_nodes.project_name = data_tests.project_name
            and tested_nodes.test_unique_id = data_tests.unique_id
    inner join proving_tests
        on
            data_tests.test_name = proving_tests.test_name
            -- an Information Schema names the project where a manifest names no package
            and coalesce(nullif(data_tests.test_namespace, data_tests.project_name), 'dbt')
            = proving_tests.test_namespace
    where
        proving_tests.proves in ('key', 'unique', 'refers')
        and (tested_nodes.is_attached or data_tests.attached_unique_id is null)
),

constraint_columns as (
    select
        project_name,
        unique_id,
        cast(constraint_index as {{ dbt.type_string() }}) as set_id,
        lower(column_name) as column_key
    from constraints
    where lower(constraint_type) in ('primary_key', 'unique', 'foreign_key')
),

columns_of_sets as (
    select * from test_columns
    union
    select * from constraint_columns
),

-- of several columns that are a key together, such as a country and a day, none is a key
single_columns as (
    select
        project_name,
        unique_id,
        set_id,
        min(column_key) as column_key
    from columns_of_sets
    group by project_name, unique_id, set_id
    having count(*) = 1
),

final as (
    select distinct
        project_name,
        unique_id,
        column_key
    from single_columns
    where column_key is not null
)

select * from final
