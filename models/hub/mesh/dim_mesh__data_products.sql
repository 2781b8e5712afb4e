with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

columns as (
    select * from {{ ref('dim_mesh__columns') }}
),

consumers as (
    select * from {{ ref('fct_mesh__product_consumers') }}
),

-- what an installed package publishes is for its installer, until another domain reads it
read_elsewhere as (
    select distinct
        product_project_name,
        product_unique_id
    from consumers
    where is_other_domain
),

products as (
    select resources.*
    from resources
    left join read_elsewhere
        on
            resources.project_name = read_elsewhere.product_project_name
            and resources.unique_id = read_elsewhere.product_unique_id
    where
        resources.resource_type = 'model'
        and resources.access = 'public'
        and (resources.is_own or read_elsewhere.product_unique_id is not null)
),

column_counts as (
    select
        project_name,
        unique_id,
        count(*) as column_count
    from columns
    group by project_name, unique_id
),

consumer_counts as (
    select
        product_project_name,
        product_unique_id,
        count(distinct case when is_other_domain then consumer_domain end) as consumer_domain_count,
        count(distinct case when consumer_resource_type = 'exposure' then consumer_unique_id end) as exposure_count,
        count(*) as consumer_count
    from consumers
    group by product_project_name, product_unique_id
),

final as (
    select
        products.project_name,
        products.unique_id,
        products.domain,
        products.name,
        products.version,
        products.latest_version,
        products.deprecation_date,
        products.group_name,
        products.owner_name,
        products.owner_email,
        products.relation_name,
        products.materialized,
        products.is_contract_enforced,
        products.description,
        coalesce(column_counts.column_count, 0) as column_count,
        coalesce(consumer_counts.consumer_domain_count, 0) as consumer_domain_count,
        coalesce(consumer_counts.exposure_count, 0) as exposure_count,
        coalesce(consumer_counts.consumer_count, 0) as consumer_count
    from products
    left join column_counts
        on
            products.project_name = column_counts.project_name
            and products.unique_id = column_counts.unique_id
    left join consumer_counts
        on
            products.project_name = consumer_counts.product_project_name
            and products.unique_id = consumer_counts.product_unique_id
)

select * from final
