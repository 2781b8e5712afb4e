with

gathered_exceptions as (
    select * from {{ mesh_commons._gathered('exceptions') }}
),

final as (
    select
        project_name,
        unique_id,
        exception_index,
        policy,
        reason,
        approved_by,
        expires_on_text,
        cast(expires_on as date) as expires_on,
        other_keys,
        other_shape
    from gathered_exceptions
)

select * from final
