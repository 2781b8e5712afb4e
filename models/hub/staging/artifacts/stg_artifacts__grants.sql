with

gathered_grants as (
    select * from {{ mesh_commons._gathered('grants') }}
),

final as (
    select
        project_name,
        unique_id,
        privilege,
        grantee
    from gathered_grants
)

select * from final
