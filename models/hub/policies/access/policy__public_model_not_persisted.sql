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
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        lower(materialized) as materialized
    from data_products
    where lower(materialized) in ('view', 'ephemeral')
)

select * from final
