with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

final as (
    select
        'always' as condition,
        domain,
        project_name,
        unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id
    from data_products
    -- a contract of which nothing is said is not judged
    where not is_contract_enforced
)

select * from final
