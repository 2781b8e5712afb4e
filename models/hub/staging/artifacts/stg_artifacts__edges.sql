with

edges as (
    select * from {{ source('artifacts', 'edges') }}
),

final as (
    select
        project_name,
        parent_unique_id,
        child_unique_id
    from edges
)

select * from final
