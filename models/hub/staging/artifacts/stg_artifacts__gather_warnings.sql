with

gather_warnings as (
    select * from {{ source('artifacts', 'gather_warnings') }}
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
