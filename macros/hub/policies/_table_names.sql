{% macro _table_names(arguments) %}
    {#-
        The arguments of a test, as JSON text without backslashes, without those that name a column of the table that
        it reads. Either quote, and the point behind a schema, is `"`, so that a name stands in such.
    -#}
    {%- set told = namespace(tables=arguments) -%}
    {%- for argument in ['field', 'code_column', 'key_column', 'version_column', 'pk_column_name'] -%}
        {%- set opening = "'\"" ~ argument ~ "\":\"'" -%}
        {%- set column = dbt.split_part(dbt.split_part(arguments, opening, 2), "'\"'", 1) -%}
        {%- set told.tables = dbt.replace(
            told.tables, dbt.concat([opening, "coalesce(" ~ column ~ ", '')", "'\"'"]), "''"
        ) -%}
    {%- endfor -%}
    {{ return(dbt.replace(dbt.replace(told.tables, 'chr(39)', "'\"'"), "'.'", "'\"'")) }}
{% endmacro %}
