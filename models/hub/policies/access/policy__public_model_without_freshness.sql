with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

product_sources as (
    select * from {{ ref('int_mesh__product_sources') }}
),

proofs as (
    select * from {{ ref('int_mesh__proofs') }}
),

evidence_gaps as (
    select * from {{ ref('int_mesh__evidence_gaps') }}
),

-- where tests were not gathered, one of them may watch the model
unknown_projects as (
    select distinct project_name
    from evidence_gaps
    where evidence in ('tests', 'resources') and counterpart_project_name is null
),

-- a test that cannot fail watches nothing
watched_products as (
    select distinct
        project_name,
        unique_id
    from proofs
    where proves = 'recent' and is_strict
),

numbered as (
    select
        *,
        row_number() over (
            partition by project_name, unique_id
            order by
                case when has_freshness = false then 0 else 1 end,
                source_project_name,
                source_unique_id
        ) as source_number,
        count(*) over (partition by project_name, unique_id) as source_count,
        sum(case when has_freshness = false then 1 else 0 end) over (
            partition by project_name, unique_id
        ) as unwatched_source_count
    from product_sources
),

final as (
    select
        'always' as condition,
        data_products.domain,
        data_products.project_name,
        data_products.unique_id,
        numbered.source_project_name as related_project_name,
        numbered.source_unique_id as related_unique_id,
        numbered.source_count,
        numbered.unwatched_source_count
    from data_products
    inner join numbered
        on
            data_products.project_name = numbered.project_name
            and data_products.unique_id = numbered.unique_id
            and numbered.source_number = 1
    left join unknown_projects
        on data_products.project_name = unknown_projects.project_name
    left join watched_products
        on
            data_products.project_name = watched_products.project_name
            and data_products.unique_id = watched_products.unique_id
    where
        numbered.unwatched_source_count > 0
        and unknown_projects.project_name is null
        and watched_products.unique_id is null
)

select * from final
