{{ config(
    materialized='shortest_distances',
    meta={'max_distance': mesh_commons._setting('mesh_max_distance')},
) }}

with

graph_edges as (
    select * from {{ ref('int_mesh__graph_edges') }}
),

final as (
    select
        parent_number as ancestor_number,
        child_number as descendant_number,
        true as is_start
    from graph_edges
)

select * from final
