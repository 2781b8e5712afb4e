with

node_columns as (
    select * from {{ ref('int_mesh__node_columns') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

final as (
    select
        node_columns.project_name,
        node_columns.unique_id,
        resources.domain,
        node_columns.column_name,
        node_columns.column_index,
        coalesce(node_columns.data_type, node_columns.catalog_data_type) as data_type,
        node_columns.data_type as declared_data_type,
        node_columns.catalog_data_type,
        node_columns.description,
        node_columns.is_declared
    from node_columns
    inner join resources
        on
            node_columns.project_name = resources.project_name
            and node_columns.unique_id = resources.unique_id
)

select * from final
