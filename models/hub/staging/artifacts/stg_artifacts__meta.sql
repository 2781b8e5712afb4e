with

gathered_meta as (
    select * from {{ mesh_commons._gathered('meta') }}
),

final as (
    select
        project_name,
        unique_id,
        column_name,
        meta_key,
        meta_value
    from gathered_meta
)

select * from final
