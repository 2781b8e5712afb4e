with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

gather_warnings as (
    select * from {{ ref('stg_artifacts__gather_warnings') }}
),

-- of a group, or of all where none is named
lost_owners as (
    select distinct
        project_name,
        {{ dbt.split_part('unique_id', "'.'", 3) }} as group_name
    from gather_warnings
    where section = 'groups'
),

-- where owners were not gathered, none is known, which is not to say that there is none
final as (
    select
        'always' as condition,
        data_products.domain,
        data_products.project_name,
        data_products.unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id
    from data_products
    inner join projects
        on data_products.project_name = projects.project_name
    left join lost_owners
        on
            data_products.project_name = lost_owners.project_name
            and data_products.group_name = coalesce(lost_owners.group_name, data_products.group_name)
    where
        data_products.owner_name is null
        and data_products.owner_email is null
        and projects.evidence_route = 'artifacts'
        and lost_owners.project_name is null
)

select * from final
