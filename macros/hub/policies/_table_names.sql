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
