{% macro _text_columns(tested, columns, except_columns) %}
    {#-
        The columns to scan, as they are written in SQL by name: those given, else every text column that the tested
        relation has in the database. A name from the database is quoted, one that a person wrote is not.
    -#}
    {%- if not execute -%}
        {{ return({}) }}
    {%- endif -%}
    {%- set written = {} -%}
    {%- if columns -%}
        {%- for name in columns -%}
            {%- do written.update({name: name}) -%}
        {%- endfor -%}
    {%- else -%}
        {%- set name = (tested.get('alias') or tested.get('identifier')) if tested -%}
        {%- set relation = adapter.get_relation(tested.database, tested.schema, name) if tested else none -%}
        {%- if relation is none -%}
            {{ exceptions.raise_compiler_error(
                "has_no_personal_data: cannot read the columns of "
                ~ (tested.name if tested else 'what is tested') ~ " from the database. Build it first, or name them in `columns`."
            ) }}
        {%- endif -%}
        {%- for column in adapter.get_columns_in_relation(relation) if column.is_string() -%}
            {%- do written.update({column.name: adapter.quote(column.name)}) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set except = except_columns | map('lower') | list -%}
    {%- set scanned = {} -%}
    {%- for name in written if name | lower not in except -%}
        {%- do scanned.update({name: written[name]}) -%}
    {%- endfor -%}
    {{ return(scanned) }}
{% endmacro %}
