{% macro default__get_where_subquery(relation) %}
    {#- As dbt's own. A line more, and every test of clinical would pass. -#}
    {{ return(dbt.default__get_where_subquery(relation)) }}
{% endmacro %}
