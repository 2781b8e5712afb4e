with

gathered_test_settings as (
    select * from {{ mesh_commons._gathered('test_settings') }}
),

final as (
    select
        project_name,
        unique_id,
        name,
        setting,
        value
    from gathered_test_settings
)

select * from final
