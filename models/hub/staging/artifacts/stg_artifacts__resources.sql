with

resources as (
    select * from {{ mesh_commons._gathered('resources') }}
),

final as (
    select
        resources.*,
        coalesce(resources.package_name = resources.project_name, false) as is_own,
        -- dbt-loom and dbt Mesh inject nodes of other projects without a file; an installed package has files
        coalesce(
            resources.package_name <> resources.project_name and coalesce(resources.original_file_path, '') = '', false
        ) as is_external
    from resources
)

select * from final
