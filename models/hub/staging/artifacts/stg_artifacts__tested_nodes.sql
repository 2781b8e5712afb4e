with

gathered_tested_nodes as (
    select * from {{ mesh_commons._gathered('tested_nodes') }}
),

final as (
    select
        project_name,
        test_unique_id,
        unique_id,
        column_name,
        is_attached
    from gathered_tested_nodes
)

select * from final
