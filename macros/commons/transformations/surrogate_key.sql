{% macro surrogate_key(columns) %}
    {%- do mesh_commons._require_package('dbt_utils', 'surrogate_key') -%}
    {{ return(dbt_utils.generate_surrogate_key(columns)) }}
{% endmacro %}
