{% macro _without_columns(arguments) %}
    {#-
        The arguments of a test, a JSON text, without those that name columns or conditions, and with `'` for each `"`
        inside a value.
    -#}
    {%- set unescaped = dbt.replace(arguments, dbt.concat(["chr(92)", "'\"'"]), "''''") -%}
    {%- set told = namespace(rest=unescaped) -%}
    {%- for argument in [
        'field', 'code_column', 'key_column', 'version_column', 'pk_column_name', 'from_condition', 'to_condition'
    ] -%}
        {%- set opening = "'\"" ~ argument ~ "\":\"'" -%}
        {%- set value = dbt.split_part(dbt.split_part(unescaped, opening, 2), "'\"'", 1) -%}
        {%- set told.rest = dbt.replace(
            told.rest, dbt.concat([opening, "coalesce(" ~ value ~ ", '')", "'\"'"]), "''"
        ) -%}
    {%- endfor -%}
    {{ return(told.rest) }}
{% endmacro %}
