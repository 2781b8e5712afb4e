with

forgotten_projects as (
    select * from {{ source('artifacts', 'forgotten_projects') }}
),

final as (
    select
        project_name,
        forgotten_at
    from forgotten_projects
)

select * from final
