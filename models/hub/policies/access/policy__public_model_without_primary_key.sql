with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

primary_keys as (
    select * from {{ ref('int_mesh__primary_keys') }}
),

evidence_gaps as (
    select * from {{ ref('int_mesh__evidence_gaps') }}
),

-- where tests were not gathered, none is known, which is not to say that there is none
unknown_projects as (
    select distinct project_name
    from evidence_gaps
    where evidence in ('tests', 'resources') and counterpart_project_name is null
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
    left join primary_keys
        on
            data_products.project_name = primary_keys.project_name
            and data_products.unique_id = primary_keys.unique_id
    where
        unknown_projects.project_name is null
        and not coalesce(primary_keys.is_tested, false)
        and not coalesce(primary_keys.is_constrained, false)
)

select * from final
