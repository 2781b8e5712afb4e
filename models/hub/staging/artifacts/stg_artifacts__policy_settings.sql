with

gathered_policy_settings as (
    select * from {{ mesh_commons._gathered('policy_settings') }}
),

final as (
    select
        project_name,
        unique_id,
        column_name,
        scope,
        tag,
        policy,
        setting,
        value,
        number
    from gathered_policy_settings
)

select * from final
