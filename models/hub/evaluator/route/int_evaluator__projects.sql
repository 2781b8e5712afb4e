with

resources as (
    select * from {{ ref('stg_evaluator__int_all_graph_resources') }}
),

documentation_coverage as (
    select * from {{ ref('stg_evaluator__fct_documentation_coverage') }}
),

test_coverage as (
    select * from {{ ref('stg_evaluator__fct_test_coverage') }}
),

measurements as (
    select
        project_name,
        measured_at
    from documentation_coverage
    union all
    select
        project_name,
        measured_at
    from test_coverage
),

-- the evaluator dates nothing but its two measurements
last_measured as (
    select
        project_name,
        max(measured_at) as measured_at
    from measurements
    group by project_name
),

-- a graph in which the project owns nothing is another project's
known_projects as (
    select
        project_name,
        max(loaded_at) as loaded_at
    from resources
    group by project_name
    having max(case when package_name = project_name and coalesce(file_path, '') <> '' then 1 else 0 end) = 1
),

final as (
    select
        known_projects.project_name,
        cast(null as {{ dbt.type_string() }}) as dbt_schema_version,
        cast(null as {{ dbt.type_string() }}) as dbt_version,
        cast(null as {{ dbt.type_string() }}) as adapter_type,
        {{ mesh_commons._as_utc('last_measured.measured_at') }} as generated_at,
        cast(null as {{ dbt.type_string() }}) as invocation_id,
        cast(null as {{ dbt.type_string() }}) as target_name,
        cast(null as {{ dbt.type_string() }}) as artifact_path,
        false as has_catalog,
        false as has_run_results,
        false as has_freshness_results,
        known_projects.loaded_at as gathered_at,
        cast(null as {{ dbt.type_string() }}) as gathered_by
    from known_projects
    left join last_measured
        on known_projects.project_name = last_measured.project_name
)

select * from final
