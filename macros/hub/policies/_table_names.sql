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

{% macro _table_names(arguments) %}
    {#-
        The tables that the arguments of a test name, as `_without_columns` gives them: each value, a point before each
        of its parts and a `"` behind the last one, so that `ref('shop', 'orders', v=2)` holds `.orders"`.
    -#}
    {%- set told = namespace(tables="translate(" ~ arguments ~ ", '(,'' ){}', '..')") -%}
    {%- for written, read in [
        (':"', ':".'), ('.v=', '"'), ('.version=', '"'), ('.schema=', '"'), ('.database=', '"'), ('=', '.')
    ] -%}
        {%- set told.tables = dbt.replace(told.tables, "'" ~ written ~ "'", "'" ~ read ~ "'") -%}
    {%- endfor -%}
    {{ return(told.tables) }}
{% endmacro %}
