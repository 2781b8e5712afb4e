-- What a public model stands on in the end: the sources that no project builds, and what nobody has gathered.
with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

sources as (
    select * from {{ ref('stg_artifacts__sources') }}
),

reachability as (
    select * from {{ ref('fct_mesh__reachability') }}
),

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

relation_matches as (
    select * from {{ ref('int_mesh__relation_matches') }}
),

possible_matches as (
    select * from {{ ref('int_mesh__possible_matches') }}
),

matches as (
    select
        child_project_name as project_name,
        child_unique_id as unique_id,
        is_certain
    from relation_matches
    union all
    select
        child_project_name as project_name,
        child_unique_id as unique_id,
        false as is_certain
    from possible_matches
),

built_sources as (
    select
        project_name,
        unique_id,
        max(case when is_certain then 1 else 0 end) = 1 as is_certain
    from matches
    group by project_name, unique_id
),

-- of a source that is another project's model, what that model stands on counts; where it may be one, nothing is known
raw_sources as (
    select
        resources.project_name,
        resources.unique_id,
        case when built_sources.unique_id is null then sources.has_freshness end as has_freshness
    from resources
    left join sources
        on
            resources.project_name = sources.project_name
            and resources.unique_id = sources.unique_id
    left join built_sources
        on
            resources.project_name = built_sources.project_name
            and resources.unique_id = built_sources.unique_id
    where
        resources.resource_type = 'source'
        and not coalesce(built_sources.is_certain, false)
),

unknown_parents as (
    select distinct
        parent_project_name,
        parent_unique_id,
        child_project_name,
        child_unique_id
    from relationships
    where relationship_type = 'depends_on' and is_cross_project and not is_parent_known
),

descents as (
    select
        reachability.descendant_project_name as project_name,
        reachability.descendant_unique_id as unique_id,
        raw_sources.project_name as source_project_name,
        raw_sources.unique_id as source_unique_id,
        raw_sources.has_freshness
    from raw_sources
    inner join reachability
        on
            raw_sources.project_name = reachability.ancestor_project_name
            and raw_sources.unique_id = reachability.ancestor_unique_id
    union all
    select
        child_project_name as project_name,
        child_unique_id as unique_id,
        parent_project_name as source_project_name,
        parent_unique_id as source_unique_id,
        cast(null as {{ dbt.type_boolean() }}) as has_freshness
    from unknown_parents
    union all
    select
        reachability.descendant_project_name as project_name,
        reachability.descendant_unique_id as unique_id,
        unknown_parents.parent_project_name as source_project_name,
        unknown_parents.parent_unique_id as source_unique_id,
        cast(null as {{ dbt.type_boolean() }}) as has_freshness
    from unknown_parents
    inner join reachability
        on
            unknown_parents.child_project_name = reachability.ancestor_project_name
            and unknown_parents.child_unique_id = reachability.ancestor_unique_id
),

final as (
    select distinct
        data_products.project_name,
        data_products.unique_id,
        data_products.domain,
        descents.source_project_name,
        descents.source_unique_id,
        descents.has_freshness
    from data_products
    inner join descents
        on
            data_products.project_name = descents.project_name
            and data_products.unique_id = descents.unique_id
)

select * from final
