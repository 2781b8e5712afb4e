with

gathered_nested_meta as (
    select * from {{ mesh_commons._gathered('nested_meta') }}
),

final as (
    select
        project_name,
        unique_id,
        column_name,
        meta_path,
        meta_value
    from gathered_nested_meta
)

select * from final
