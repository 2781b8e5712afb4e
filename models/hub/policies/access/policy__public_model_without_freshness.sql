with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

reachability as (
    select * from {{ ref('fct_mesh__reachability') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

sources as (
    select * from {{ ref('stg_artifacts__sources') }}
),

relation_matches as (
    select * from {{ ref('int_mesh__relation_matches') }}
),

evidence_gaps as (
    select * from {{ ref('int_mesh__evidence_gaps') }}
),

unknown_projects as (
    select distinct project_name
    from evidence_gaps
    where evidence = 'freshness' and counterpart_project_name is null
),

-- where a source is another project's model, what that model descends from counts
raw_sources as (
    select
        resources.project_name,
        resources.unique_id,
        case when unknown_projects.project_name is null then sources.has_freshness end as has_freshness
    from resources
    left join unknown_projects
        on resources.project_name = unknown_projects.project_name
    left join sources
        on
            resources.project_name = sources.project_name
            and resources.unique_id = sources.unique_id
    left join relation_matches
        on
            resources.project_name = relation_matches.child_project_name
            and resources.unique_id = relation_matches.child_unique_id
    where
        resources.resource_type = 'source'
        and relation_matches.child_unique_id is null
),

ancestors as (
    select
        reachability.descendant_project_name as project_name,
        reachability.descendant_unique_id as unique_id,
        raw_sources.project_name as source_project_name,
        raw_sources.unique_id as source_unique_id,
        raw_sources.has_freshness,
        row_number() over (
            partition by reachability.descendant_project_name, reachability.descendant_unique_id
            order by
                case when raw_sources.has_freshness = false then 0 else 1 end,
                raw_sources.project_name,
                raw_sources.unique_id
        ) as source_number
    from reachability
    inner join raw_sources
        on
            reachability.ancestor_project_name = raw_sources.project_name
            and reachability.ancestor_unique_id = raw_sources.unique_id
),

counts as (
    select
        project_name,
        unique_id,
        count(*) as source_count,
        sum(case when has_freshness = false then 1 else 0 end) as unwatched_source_count
    from ancestors
    group by project_name, unique_id
),

final as (
    select
        'always' as condition,
        data_products.domain,
        data_products.project_name,
        data_products.unique_id,
        ancestors.source_project_name as related_project_name,
        ancestors.source_unique_id as related_unique_id,
        counts.source_count,
        counts.unwatched_source_count
    from data_products
    inner join counts
        on
            data_products.project_name = counts.project_name
            and data_products.unique_id = counts.unique_id
    inner join ancestors
        on
            data_products.project_name = ancestors.project_name
            and data_products.unique_id = ancestors.unique_id
            and ancestors.source_number = 1
    where counts.unwatched_source_count > 0
)

select * from final
