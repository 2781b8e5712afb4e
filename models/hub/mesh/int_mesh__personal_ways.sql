{{ config(
    materialized='shortest_distances',
    meta={'max_distance': mesh_commons._setting('mesh_max_distance')},
) }}

with

carriers as (
    select * from {{ ref('int_mesh__personal_carriers') }}
),

graph_edges as (
    select * from {{ ref('int_mesh__graph_edges') }}
),

final as (
    select
        parents.carrier_number as ancestor_number,
        children.carrier_number as descendant_number,
        parents.is_exposed as is_start
    from graph_edges
    inner join carriers as parents
        on graph_edges.parent_number = parents.node_number
    inner join carriers as children
        on
            graph_edges.child_number = children.node_number
            and parents.column_key = children.column_key
    where parents.is_passed_on
)

select * from final
