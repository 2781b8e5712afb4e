with

resources as (
    select * from {{ source('artifacts', 'resources') }}
),

final as (
    select
        project_name,
        unique_id,
        resource_type,
        name,
        package_name,
        original_file_path,
        database_name,
        schema_name,
        identifier,
        relation_name,
        materialized,
        access,
        group_name,
        version,
        latest_version,
        deprecation_date,
        is_contract_enforced,
        description,
        owner_name,
        owner_email,
        language,
        checksum,
        coalesce(package_name = project_name, false) as is_own,
        -- dbt-loom and dbt Mesh inject nodes of other projects without a file; an installed package has files
        coalesce(package_name <> project_name and coalesce(original_file_path, '') = '', false) as is_external
    from resources
)

select * from final
