{% macro fiscal_quarter(column, first_month=none) -%}
    cast(ceiling({{ mesh_commons.fiscal_period(column, first_month) }} / 3.0) as {{ dbt.type_int() }})
{%- endmacro %}
