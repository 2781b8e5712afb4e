with

gathered_data_tests as (
    select * from {{ mesh_commons._gathered('data_tests') }}
),

final as (
    select
        project_name,
        unique_id,
        name,
        test_name,
        test_namespace,
        package_name,
        attached_unique_id,
        column_name,
        severity,
        where_clause,
        fail_calc,
        error_if,
        warn_if,
        row_limit,
        arguments
    from gathered_data_tests
)

select * from final
