with

gathered_tags as (
    select * from {{ mesh_commons._gathered('tags') }}
),

final as (
    select
        project_name,
        unique_id,
        column_name,
        tag
    from gathered_tags
)

select * from final
