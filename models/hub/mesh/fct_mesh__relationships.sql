with

lineage_edges as (
    select * from {{ ref('int_mesh__lineage_edges') }}
),

relation_matches as (
    select * from {{ ref('int_mesh__relation_matches') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

registered_projects as (
    select * from {{ ref('stg_registry__projects') }}
),

edges as (
    select
        parent_project_name,
        parent_unique_id,
        child_project_name,
        child_unique_id,
        'depends_on' as relationship_type,
        is_parent_known
    from lineage_edges
    union all
    select
        parent_project_name,
        parent_unique_id,
        child_project_name,
        child_unique_id,
        'same_relation' as relationship_type,
        true as is_parent_known
    from relation_matches
    where is_certain
),

final as (
    select
        edges.parent_project_name,
        edges.parent_unique_id,
        coalesce(parents.domain, registered_projects.domain) as parent_domain,
        coalesce(
            parents.resource_type, {{ dbt.split_part('edges.parent_unique_id', "'.'", 1) }}
        ) as parent_resource_type,
        parents.access as parent_access,
        edges.child_project_name,
        edges.child_unique_id,
        children.domain as child_domain,
        children.resource_type as child_resource_type,
        edges.relationship_type,
        edges.is_parent_known,
        edges.parent_project_name <> edges.child_project_name as is_cross_project,
        -- of a project that neither the mesh nor the registry knows no domain is known but that it is another one
        coalesce(
            coalesce(parents.domain, registered_projects.domain) <> children.domain,
            edges.parent_project_name <> edges.child_project_name
        ) as is_cross_domain
    from edges
    inner join resources as children
        on
            edges.child_project_name = children.project_name
            and edges.child_unique_id = children.unique_id
    left join resources as parents
        on
            edges.parent_project_name = parents.project_name
            and edges.parent_unique_id = parents.unique_id
    left join registered_projects
        on edges.parent_project_name = registered_projects.project_name
)

select * from final
