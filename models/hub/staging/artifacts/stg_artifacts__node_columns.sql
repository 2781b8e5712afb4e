with

node_columns as (
    select * from {{ mesh_commons._gathered('node_columns') }}
),

final as (
    select
        project_name,
        unique_id,
        column_name,
        column_index,
        data_type,
        catalog_data_type,
        description,
        is_declared
    from node_columns
)

select * from final
