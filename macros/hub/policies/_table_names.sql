{% macro _table_names(arguments) %}
    {#-
        The tables that the arguments of a test name, a JSON text: each value that is no column or condition, a point
        before each of its parts and a `"` behind the last one, so that `ref('shop', 'orders', v=2)` holds `.orders"`.
    -#}
    {%- set unescaped = dbt.replace(arguments, dbt.concat(["chr(92)", "'\"'"]), "''''") -%}
    {%- set told = namespace(tables=unescaped) -%}
    {%- for argument in [
        'field', 'code_column', 'key_column', 'version_column', 'pk_column_name', 'from_condition', 'to_condition'
    ] -%}
        {%- set opening = "'\"" ~ argument ~ "\":\"'" -%}
        {%- set value = dbt.split_part(dbt.split_part(unescaped, opening, 2), "'\"'", 1) -%}
        {%- set told.tables = dbt.replace(
            told.tables, dbt.concat([opening, "coalesce(" ~ value ~ ", '')", "'\"'"]), "''"
        ) -%}
    {%- endfor -%}
    {%- set told.tables = "translate(" ~ told.tables ~ ", '(,'' ){}', '..')" -%}
    {%- for written, read in [(':"', ':".'), ('.v=', '"'), ('.version=', '"'), ('=', '.')] -%}
        {%- set told.tables = dbt.replace(told.tables, "'" ~ written ~ "'", "'" ~ read ~ "'") -%}
    {%- endfor -%}
    {{ return(told.tables) }}
{% endmacro %}
