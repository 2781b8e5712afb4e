{% macro _first_level(edges_relation) %}
select distinct
    ancestor_number,
    descendant_number,
    cast(1 as {{ dbt.type_int() }}) as distance
from {{ edges_relation }}
where is_start
{% endmacro %}
