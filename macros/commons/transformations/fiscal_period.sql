{% macro fiscal_period(column, first_month=none) -%}
    {%- set month = mesh_commons._fiscal_first_month(first_month, 'fiscal_period') -%}
    (mod(cast(extract(month from cast({{ column }} as date)) as {{ dbt.type_int() }}) + {{ 12 - month }}, 12) + 1)
{%- endmacro %}
