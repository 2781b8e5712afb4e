with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

reads as (
    select * from {{ ref('int_mesh__reads') }}
),

products as (
    select *
    from resources
    where resource_type = 'model' and access = 'public'
),

-- what stays inside the domain is its own business, but an exposure is a consumer wherever it stands
final as (
    select distinct
        products.project_name as product_project_name,
        products.unique_id as product_unique_id,
        products.domain as product_domain,
        reads.child_project_name as consumer_project_name,
        reads.child_unique_id as consumer_unique_id,
        reads.child_domain as consumer_domain,
        reads.child_resource_type as consumer_resource_type,
        case when reads.via_source_unique_id is null then 'ref' else 'back_door' end as consumed_by,
        products.domain <> reads.child_domain as is_other_domain
    from products
    inner join reads
        on
            products.project_name = reads.parent_project_name
            and products.unique_id = reads.parent_unique_id
    where
        products.domain <> reads.child_domain
        or (reads.child_resource_type = 'exposure' and products.is_own)
)

select * from final
