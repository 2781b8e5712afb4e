-- Every route by which a project may be known ends here; the models behind do not care which it was.
with

artifact_projects as (
    select * from {{ ref('stg_artifacts__projects') }}
),

final as (
    select
        project_name,
        'artifacts' as evidence_route,
        dbt_version,
        adapter_type,
        generated_at,
        target_name,
        has_catalog,
        has_run_results,
        has_freshness_results,
        gathered_at
    from artifact_projects
)

select * from final
