with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

relation_matches as (
    select * from {{ ref('int_mesh__relation_matches') }}
),

possible_matches as (
    select * from {{ ref('int_mesh__possible_matches') }}
),

evidence_gaps as (
    select * from {{ ref('int_mesh__evidence_gaps') }}
),

-- while a project of the mesh is unknown, it may be the one that reads
unknown_projects as (
    select distinct project_name
    from evidence_gaps
    where evidence = 'consumers' and counterpart_project_name is null
),

-- a source that may be the model, or another one
perhaps_read as (
    select
        parent_project_name as project_name,
        parent_unique_id as unique_id
    from relation_matches
    where not is_certain
    union
    select
        parent_project_name as project_name,
        parent_unique_id as unique_id
    from possible_matches
),

final as (
    select
        'always' as condition,
        data_products.domain,
        data_products.project_name,
        data_products.unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id
    from data_products
    left join unknown_projects
        on data_products.project_name = unknown_projects.project_name
    left join perhaps_read
        on
            data_products.project_name = perhaps_read.project_name
            and data_products.unique_id = perhaps_read.unique_id
    where
        unknown_projects.project_name is null
        and perhaps_read.unique_id is null
        and data_products.consumer_domain_count = 0
        and data_products.exposure_count = 0
)

select * from final
