with

projects as (
    select * from {{ mesh_commons._gathered('projects') }}
),

final as (
    select
        project_name,
        dbt_schema_version,
        dbt_version,
        adapter_type,
        generated_at,
        invocation_id,
        target_name,
        artifact_path,
        has_catalog,
        has_run_results,
        has_freshness_results,
        gathered_at,
        gathered_by
    from projects
)

select * from final
