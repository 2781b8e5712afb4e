with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

-- all versions of a model bear one name; the latest stands for them
numbered as (
    select
        project_name,
        unique_id,
        domain,
        lower(name) as product_name,
        row_number() over (
            partition by project_name, lower(name)
            order by case when version = latest_version then 0 else 1 end, unique_id
        ) as version_number
    from data_products
),

products as (
    select *
    from numbered
    where version_number = 1
),

taken as (
    select
        product_name,
        {{ dbt.listagg('domain', "', '", 'order by domain') }} as domains
    from (
        select distinct
            product_name,
            domain
        from products
    ) as domains_of_names
    group by product_name
    having count(*) > 1
),

publishers as (
    select distinct
        product_name,
        project_name
    from products
),

project_lists as (
    select
        product_name,
        {{ dbt.listagg('project_name', "' '", 'order by project_name') }} as involved_projects
    from publishers
    group by product_name
),

final as (
    select
        'always' as condition,
        products.domain,
        products.project_name,
        products.unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        project_lists.involved_projects,
        taken.domains
    from products
    inner join taken
        on products.product_name = taken.product_name
    inner join project_lists
        on products.product_name = project_lists.product_name
)

select * from final
