with

macro_edges as (
    select * from {{ mesh_commons._gathered('macro_edges') }}
),

final as (
    select
        project_name,
        macro_unique_id,
        caller_unique_id
    from macro_edges
)

select * from final
