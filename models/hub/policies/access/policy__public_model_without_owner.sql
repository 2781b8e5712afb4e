with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

policy_coverage as (
    select * from {{ ref('fct_mesh__policy_coverage') }}
),

-- where owners were not gathered, none is known, which is not to say that there is none
judged_projects as (
    select project_name
    from policy_coverage
    where policy_id = 'public_model_without_owner' and is_judged
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
        data_products.owner_name is null
        and data_products.owner_email is null
)

select * from final
