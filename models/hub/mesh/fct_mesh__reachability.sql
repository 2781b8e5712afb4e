with

reachable_pairs as (
    select * from {{ ref('int_mesh__reachable_pairs') }}
),

graph_nodes as (
    select * from {{ ref('int_mesh__graph_nodes') }}
),

final as (
    select
        ancestors.project_name as ancestor_project_name,
        ancestors.unique_id as ancestor_unique_id,
        descendants.project_name as descendant_project_name,
        descendants.unique_id as descendant_unique_id,
        reachable_pairs.distance
    from reachable_pairs
    inner join graph_nodes as ancestors
        on reachable_pairs.ancestor_number = ancestors.node_number
    inner join graph_nodes as descendants
        on reachable_pairs.descendant_number = descendants.node_number
)

select * from final
