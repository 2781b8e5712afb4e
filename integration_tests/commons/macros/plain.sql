{% macro plain(column) %}
    {#- Seeds hold no tabs, empty texts or very long ones; they hold words for them, put back here. -#}
    {%- set words = {
        '{space}': "' '", '{tab}': 'chr(9)', '{newline}': 'chr(10)', '{nbsp}': 'chr(160)',
        '{empty}': "''", '{long}': "repeat('x', 10000)",
    } -%}
    {%- set expression = namespace(sql=column) -%}
    {%- for word, meant in words.items() -%}
        {%- set expression.sql = "replace(" ~ expression.sql ~ ", '" ~ word ~ "', " ~ meant ~ ")" -%}
    {%- endfor -%}
    {{ return(expression.sql) }}
{% endmacro %}
