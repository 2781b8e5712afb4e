-- A source is the relation that a model, seed or snapshot somewhere in the mesh builds.
with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

sources as (
    select *
    from resources
    where resource_type = 'source' and relation_key is not null
),

builders as (
    select *
    from resources
    where is_materialized
),

final as (
    select
        builders.project_name as parent_project_name,
        builders.unique_id as parent_unique_id,
        sources.project_name as child_project_name,
        sources.unique_id as child_unique_id,
        sources.relation_key
    from sources
    inner join builders
        on
            sources.relation_key = builders.relation_key
            -- one name on two engines is two relations
            and coalesce(sources.adapter_type, '') = coalesce(builders.adapter_type, '')
)

select * from final
