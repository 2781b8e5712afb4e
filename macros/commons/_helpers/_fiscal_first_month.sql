{% macro _fiscal_first_month(first_month, used_by) %}
    {%- set month = mesh_commons._setting('mesh_fiscal_year_first_month') if first_month is none else first_month -%}
    {%- if month is not integer or month < 1 or month > 12 -%}
        {{ exceptions.raise_compiler_error(
            used_by ~ ": the first month of the fiscal year is '" ~ month ~ "'. Give a number from 1 to 12, as "
            ~ "first_month or as the var mesh_fiscal_year_first_month."
        ) }}
    {%- endif -%}
    {{ return(month) }}
{% endmacro %}
