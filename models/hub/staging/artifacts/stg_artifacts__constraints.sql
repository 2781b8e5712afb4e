with

gathered_constraints as (
    select * from {{ mesh_commons._gathered('constraints') }}
),

final as (
    select
        project_name,
        unique_id,
        constraint_index,
        constraint_type,
        constraint_name,
        column_name,
        expression
    from gathered_constraints
)

select * from final
