{% macro _rows_as_select(columns, rows) %}
    {#- Rows known while compiling (lists of text or none) as a select; typed and empty where there are none. -#}
    {%- for row in rows %}
    select
        {%- for column in columns %}
        {%- set value = row[loop.index0] %}
        cast({% if value is none %}null{% else %}{{ dbt.string_literal(dbt.escape_single_quotes(value | string)) }}{% endif %} as {{ dbt.type_string() }}) as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    {{ 'union all' if not loop.last }}
    {%- else %}
    select
        {%- for column in columns %}
        cast(null as {{ dbt.type_string() }}) as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    where 1 = 0
    {%- endfor %}
{% endmacro %}
