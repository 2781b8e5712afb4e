with

macros as (
    select * from {{ mesh_commons._gathered('macros') }}
),

final as (
    select
        project_name,
        unique_id,
        name,
        package_name,
        original_file_path,
        description,
        body_hash,
        argument_count
    from macros
)

select * from final
