with

proofs as (
    select * from {{ ref('int_mesh__proofs') }}
),

constraints as (
    select * from {{ ref('stg_artifacts__constraints') }}
),

test_columns as (
    select
        project_name,
        unique_id,
        test_unique_id as set_id,
        column_key
    from proofs
    where proves in ('key', 'unique', 'refers')
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
