-- Edges between real resources. A test is no lineage; what an external node reads, its owner's manifest says.
with

edges as (
    select * from {{ ref('int_mesh__edges') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

children as (
    select
        project_name,
        unique_id
    from resources
    where resource_type not in ('test', 'unit_test', 'operation')
),

own_resources as (
    select
        project_name,
        unique_id
    from resources
    where is_own
),

lineage as (
    select
        edges.project_name,
        edges.parent_unique_id,
        edges.child_unique_id
    from edges
    inner join children
        on
            edges.project_name = children.project_name
            and edges.child_unique_id = children.unique_id
),

final as (
    select distinct
        -- the parent is the project's own or installed; else the resource of the project that owns it;
        -- else the second part of its id names the project, which the mesh does not know
        coalesce(
            local_parents.project_name,
            owned_parents.project_name,
            {{ dbt.split_part('lineage.parent_unique_id', "'.'", 2) }}
        ) as parent_project_name,
        lineage.parent_unique_id,
        lineage.project_name as child_project_name,
        lineage.child_unique_id,
        coalesce(local_parents.unique_id, owned_parents.unique_id) is not null as is_parent_known
    from lineage
    left join resources as local_parents
        on
            lineage.project_name = local_parents.project_name
            and lineage.parent_unique_id = local_parents.unique_id
    left join own_resources as owned_parents
        on lineage.parent_unique_id = owned_parents.unique_id
)

select * from final
