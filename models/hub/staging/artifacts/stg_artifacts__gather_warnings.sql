with

gather_warnings as (
    select * from {{ mesh_commons._gathered('gather_warnings') }}
),

final as (
    select
        project_name,
        section,
        unique_id,
        message
    from gather_warnings
)

select * from final
