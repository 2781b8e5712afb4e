with

edges as (
    select * from {{ mesh_commons._gathered('edges') }}
),

final as (
    select
        project_name,
        parent_unique_id,
        child_unique_id
    from edges
)

select * from final
