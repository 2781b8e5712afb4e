with

gathered_run_results as (
    select * from {{ mesh_commons._gathered('run_results') }}
),

final as (
    select
        project_name,
        unique_id,
        status,
        failures,
        message,
        completed_at
    from gathered_run_results
)

select * from final
