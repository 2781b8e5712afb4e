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

products as (
    select *
    from resources
    where resource_type = 'model' and is_own and access = 'public'
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
