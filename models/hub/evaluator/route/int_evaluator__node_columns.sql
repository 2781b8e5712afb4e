with

declared_columns as (
    select * from {{ ref('stg_evaluator__stg_columns') }}
),

resources as (
    select * from {{ ref('int_evaluator__resources') }}
),

-- the evaluator lists its own columns too, but leaves itself out of its resources
final as (
    select
        declared_columns.project_name,
        declared_columns.node_unique_id as unique_id,
        declared_columns.name as column_name,
        cast(null as {{ dbt.type_int() }}) as column_index,
        nullif(nullif(declared_columns.data_type, ''), 'None') as data_type,
        cast(null as {{ dbt.type_string() }}) as catalog_data_type,
        nullif(declared_columns.description, '') as description,
        true as is_declared
    from declared_columns
    inner join resources
        on
            declared_columns.project_name = resources.project_name
            and declared_columns.node_unique_id = resources.unique_id
)

select * from final
