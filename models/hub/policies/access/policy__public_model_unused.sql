with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
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
    where
        unknown_projects.project_name is null
        and data_products.consumer_domain_count = 0
        and data_products.exposure_count = 0
)

select * from final
