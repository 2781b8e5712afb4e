with

gathered_groups as (
    select * from {{ mesh_commons._gathered('groups') }}
),

final as (
    select
        project_name,
        unique_id,
        group_name,
        package_name,
        owner_name,
        owner_email,
        description
    from gathered_groups
)

select * from final
