-- A cycle is a set of resources that each reach every other: a strongly connected component of the graph.
with

reachable_pairs as (
    select * from {{ ref('int_mesh__reachable_pairs') }}
),

graph_nodes as (
    select * from {{ ref('int_mesh__graph_nodes') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

nodes_on_cycles as (
    select ancestor_number as node_number
    from reachable_pairs
    where ancestor_number = descendant_number
),

pairs_on_cycles as (
    select
        reachable_pairs.ancestor_number,
        reachable_pairs.descendant_number
    from reachable_pairs
    inner join nodes_on_cycles as ancestors
        on reachable_pairs.ancestor_number = ancestors.node_number
    inner join nodes_on_cycles as descendants
        on reachable_pairs.descendant_number = descendants.node_number
),

components as (
    select
        forth.ancestor_number as node_number,
        min(forth.descendant_number) as cycle_number
    from pairs_on_cycles as forth
    inner join pairs_on_cycles as back
        on
            forth.ancestor_number = back.descendant_number
            and forth.descendant_number = back.ancestor_number
    group by forth.ancestor_number
),

-- a circle is read from its smallest node on: a node stands as far behind as its rows travel to get there
final as (
    select
        components.cycle_number,
        case
            when components.node_number = components.cycle_number then 0
            else to_the_first.distance
        end as distance_to_first,
        resources.domain,
        resources.project_name,
        resources.unique_id,
        resources.resource_type,
        resources.name
    from components
    inner join reachable_pairs as to_the_first
        on
            components.node_number = to_the_first.ancestor_number
            and components.cycle_number = to_the_first.descendant_number
    inner join graph_nodes
        on components.node_number = graph_nodes.node_number
    inner join resources
        on
            graph_nodes.project_name = resources.project_name
            and graph_nodes.unique_id = resources.unique_id
)

select * from final
