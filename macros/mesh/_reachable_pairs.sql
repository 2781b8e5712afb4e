{% macro _reachable_pairs(edges) %}
    {#-
        Shortest distance between every pair of nodes that a path connects. Never all paths: their number grows
        out of all bounds. Each engine has its own way to forget a pair it has already seen.
    -#}
    {{ return(adapter.dispatch('_reachable_pairs', 'mesh_commons')(edges)) }}
{% endmacro %}

{#-
    Standard SQL cannot ask a recursive query what it has found so far, so a pair returns once per length of a path
    that leads to it; the bound ends the walk around a cycle. `assert_reachability_is_complete` fails if it is met.
-#}
{% macro default___reachable_pairs(edges) %}
with recursive

reachable_pairs as (
    select
        parent_number as ancestor_number,
        child_number as descendant_number,
        1 as distance
    from {{ edges }}
    union
    select
        reachable_pairs.ancestor_number,
        edges.child_number as descendant_number,
        reachable_pairs.distance + 1 as distance
    from reachable_pairs
    inner join {{ edges }} as edges
        on reachable_pairs.descendant_number = edges.parent_number
    where reachable_pairs.distance < {{ var('mesh_max_distance', 100) }}
),

final as (
    select
        ancestor_number,
        descendant_number,
        min(distance) as distance
    from reachable_pairs
    group by ancestor_number, descendant_number
)

select * from final
{% endmacro %}

{#- `using key` keeps one row per pair, and `recurring` shows what has been found: each pair is visited once. -#}
{% macro duckdb___reachable_pairs(edges) %}
with recursive

reachable_pairs (ancestor_number, descendant_number, distance)
using key (ancestor_number, descendant_number) as (
    select
        parent_number as ancestor_number,
        child_number as descendant_number,
        1 as distance
    from {{ edges }}
    union
    select distinct
        reachable_pairs.ancestor_number,
        edges.child_number as descendant_number,
        reachable_pairs.distance + 1 as distance
    from reachable_pairs
    inner join {{ edges }} as edges
        on reachable_pairs.descendant_number = edges.parent_number
    left join recurring.reachable_pairs as found
        on
            reachable_pairs.ancestor_number = found.ancestor_number
            and edges.child_number = found.descendant_number
    where found.ancestor_number is null
),

final as (
    select
        ancestor_number,
        descendant_number,
        distance
    from reachable_pairs
)

select * from final
{% endmacro %}
