with

resources as (
    select * from {{ ref('stg_evaluator__int_all_graph_resources') }}
),

tested_nodes as (
    select * from {{ ref('int_evaluator__tested_nodes') }}
),

attached as (
    select
        project_name,
        test_unique_id,
        max(unique_id) as attached_unique_id
    from tested_nodes
    where is_attached
    group by project_name, test_unique_id
),

-- the macro of a generic test is called `test_<name>`, so its first mention gives both name and package
tests as (
    select
        project_name,
        resource_id as unique_id,
        resource_name as name,
        package_name,
        nullif(column_name, '') as column_name,
        case
            when is_generic_test
                then {{ dbt.split_part(dbt.split_part('macro_dependencies', "'.test_'", 2), "'\"'", 1) }}
        end as test_name,
        case
            when is_generic_test
                then regexp_replace({{ dbt.split_part('macro_dependencies', "'.test_'", 1) }}, '.*macro[.]', '')
        end as test_namespace
    from resources
    where resource_type = 'test'
),

final as (
    select
        tests.project_name,
        tests.unique_id,
        tests.name,
        nullif(tests.test_name, '') as test_name,
        case
            when tests.test_namespace not in ('dbt', tests.package_name) then tests.test_namespace
        end as test_namespace,
        tests.package_name,
        attached.attached_unique_id,
        tests.column_name,
        cast(null as {{ dbt.type_string() }}) as severity,
        cast(null as {{ dbt.type_string() }}) as where_clause,
        cast(null as {{ dbt.type_string() }}) as fail_calc,
        cast(null as {{ dbt.type_string() }}) as error_if,
        cast(null as {{ dbt.type_string() }}) as row_limit,
        cast(null as {{ dbt.type_string() }}) as arguments
    from tests
    left join attached
        on
            tests.project_name = attached.project_name
            and tests.unique_id = attached.test_unique_id
)

select * from final
