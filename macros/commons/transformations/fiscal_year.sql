{% macro fiscal_year(column, first_month=none) -%}
    {%- set month = mesh_commons._fiscal_first_month(first_month, 'fiscal_year') -%}
    {%- set year = 'extract(year from cast(' ~ column ~ ' as date))' -%}
    cast(
        {%- if month == 1 %} {{ year }}
        {%- else %} {{ year }} + case when extract(month from cast({{ column }} as date)) >= {{ month }} then 1 else 0 end
        {%- endif %} as {{ dbt.type_int() }}
    )
{%- endmacro %}
