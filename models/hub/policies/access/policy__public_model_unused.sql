with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

policy_coverage as (
    select * from {{ ref('fct_mesh__policy_coverage') }}
),

-- while a project of the mesh is unknown, it may be the one that reads
judged_projects as (
    select project_name
    from policy_coverage
    where policy_id = 'public_model_unused' and is_judged
),

final as (
    select
        'always' as condition,
        data_products.domain,
        data_products.project_name,
        data_products.unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id
    from data_products
    inner join judged_projects
        on data_products.project_name = judged_projects.project_name
    where
        data_products.consumer_domain_count = 0
        and data_products.exposure_count = 0
)

select * from final
