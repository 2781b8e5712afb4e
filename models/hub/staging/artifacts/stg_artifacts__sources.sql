with

gathered_sources as (
    select * from {{ mesh_commons._gathered('sources') }}
),

final as (
    select
        project_name,
        unique_id,
        source_name,
        loader,
        loaded_at_field,
        loaded_at_query,
        has_freshness,
        warn_after_hours,
        error_after_hours
    from gathered_sources
)

select * from final
