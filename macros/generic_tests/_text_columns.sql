{% macro _text_columns(tested, columns, except_columns) %}
    {#- The columns to scan: those named, else every text column that the tested relation has in the database. -#}
    {%- if not execute -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set names = [] -%}
    {%- if columns -%}
        {%- do names.extend(columns) -%}
    {%- else -%}
        {%- set relation = adapter.get_relation(tested.database, tested.schema, tested.alias) if tested else none -%}
        {%- if relation is none -%}
            {{ exceptions.raise_compiler_error(
                "has_no_personal_data: cannot read the columns of "
                ~ (tested.name if tested else 'what is tested') ~ " from the database. Build it first, or name them in `columns`."
            ) }}
        {%- endif -%}
        {%- for column in adapter.get_columns_in_relation(relation) if column.is_string() -%}
            {%- do names.append(column.name) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set except = except_columns | map('lower') | list -%}
    {%- set scanned = [] -%}
    {%- for name in names if name | lower not in except -%}
        {%- do scanned.append(name) -%}
    {%- endfor -%}
    {{ return(scanned) }}
{% endmacro %}
