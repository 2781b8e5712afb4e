-- A contract and the catalog name every column; YAML without a contract names those that somebody wrote down.
with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

columns as (
    select * from {{ ref('dim_mesh__columns') }}
),

catalogued as (
    select distinct
        project_name,
        unique_id
    from columns
    where catalog_data_type is not null
),

final as (
    select
        resources.project_name,
        resources.unique_id
    from resources
    left join catalogued
        on
            resources.project_name = catalogued.project_name
            and resources.unique_id = catalogued.unique_id
    where
        resources.resource_type in ('model', 'snapshot')
        and not coalesce(resources.is_contract_enforced, false)
        and catalogued.unique_id is null
)

select * from final
