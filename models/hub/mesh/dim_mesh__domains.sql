with

registered_domains as (
    select * from {{ ref('stg_registry__domains') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

domain_names as (
    select domain from registered_domains
    union
    select domain from projects
),

project_counts as (
    select
        domain,
        count(distinct project_name) as project_count
    from resources
    group by domain
),

model_counts as (
    select
        domain,
        count(*) as model_count
    from resources
    where resource_type = 'model' and is_own
    group by domain
),

product_counts as (
    select
        domain,
        count(*) as data_product_count
    from data_products
    group by domain
),

final as (
    select
        domain_names.domain,
        registered_domains.domain is not null as is_registered,
        registered_domains.owner_name,
        registered_domains.owner_email,
        coalesce(project_counts.project_count, 0) as project_count,
        coalesce(model_counts.model_count, 0) as model_count,
        coalesce(product_counts.data_product_count, 0) as data_product_count
    from domain_names
    left join registered_domains
        on domain_names.domain = registered_domains.domain
    left join project_counts
        on domain_names.domain = project_counts.domain
    left join model_counts
        on domain_names.domain = model_counts.domain
    left join product_counts
        on domain_names.domain = product_counts.domain
)

select * from final
