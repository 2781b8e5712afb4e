with

grants as (
    select * from {{ ref('stg_artifacts__grants') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

own_resources as (
    select
        project_name,
        unique_id
    from resources
    where is_own
),

-- in no database stands what is ephemeral; what another project of the mesh owns is granted there
final as (
    select distinct
        resources.project_name,
        resources.unique_id,
        resources.domain,
        resources.resource_type,
        resources.access,
        grants.grantee
    from grants
    inner join resources
        on
            grants.project_name = resources.project_name
            and grants.unique_id = resources.unique_id
    left join own_resources
        on
            resources.unique_id = own_resources.unique_id
            and resources.project_name <> own_resources.project_name
    where
        resources.resource_type in ('model', 'seed', 'snapshot')
        and coalesce(lower(resources.materialized), '') <> 'ephemeral'
        and own_resources.unique_id is null
)

select * from final
