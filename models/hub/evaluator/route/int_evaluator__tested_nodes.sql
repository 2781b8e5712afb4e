with

direct_relationships as (
    select * from {{ ref('stg_evaluator__int_direct_relationships') }}
),

resources as (
    select * from {{ ref('stg_evaluator__int_all_graph_resources') }}
),

parents as (
    select distinct
        project_name,
        evaluator_version,
        resource_id as test_unique_id,
        direct_parent_id as unique_id,
        is_primary_test_relationship
    from direct_relationships
    where resource_type = 'test' and direct_parent_id is not null
),

counted as (
    select
        project_name,
        evaluator_version,
        test_unique_id,
        unique_id,
        is_primary_test_relationship,
        count(*) over (partition by project_name, test_unique_id) as parent_count
    from parents
),

-- until 1.0 the evaluator called the last parent the tested one, which is a guess where there are several
judged as (
    select
        project_name,
        test_unique_id,
        unique_id,
        case
            when parent_count > 1 and coalesce(evaluator_version, '1.0') like '1.0%' then null
            else is_primary_test_relationship
        end as is_attached
    from counted
),

final as (
    select
        judged.project_name,
        judged.test_unique_id,
        judged.unique_id,
        case when judged.is_attached then nullif(resources.column_name, '') end as column_name,
        judged.is_attached
    from judged
    inner join resources
        on
            judged.project_name = resources.project_name
            and judged.test_unique_id = resources.resource_id
)

select * from final
