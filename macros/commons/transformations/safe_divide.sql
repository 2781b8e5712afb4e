{% macro safe_divide(numerator, denominator) -%}
    {#- dbt_utils' macro of this name divides integers as the engine does: 1 / 2 is 0 on PostgreSQL, 0.5 on DuckDB. -#}
    ({{ mesh_commons._as_double(numerator) }} / nullif({{ mesh_commons._as_double(denominator) }}, 0))
{%- endmacro %}
