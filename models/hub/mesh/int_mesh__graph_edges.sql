with

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

graph_nodes as (
    select * from {{ ref('int_mesh__graph_nodes') }}
),

final as (
    select distinct
        parents.node_number as parent_number,
        children.node_number as child_number
    from relationships
    inner join graph_nodes as parents
        on
            relationships.parent_project_name = parents.project_name
            and relationships.parent_unique_id = parents.unique_id
    inner join graph_nodes as children
        on
            relationships.child_project_name = children.project_name
            and relationships.child_unique_id = children.unique_id
)

select * from final
