{% macro _insert_next_level(pairs_relation, edges_relation) %}
{#- One more edge behind the pairs farthest apart so far. It is the same SQL at each level, to be kept and repeated. -#}
insert into {{ pairs_relation }} (ancestor_number, descendant_number, distance)
select distinct
    frontier.ancestor_number,
    edges.descendant_number,
    frontier.distance + 1 as distance
from {{ pairs_relation }} as frontier
inner join {{ edges_relation }} as edges
    on frontier.descendant_number = edges.ancestor_number
where
    frontier.distance = (select max(distance) from {{ pairs_relation }})
    and not exists (
        select 1
        from {{ pairs_relation }} as found
        where
            found.ancestor_number = frontier.ancestor_number
            and found.descendant_number = edges.descendant_number
    )
{% endmacro %}
