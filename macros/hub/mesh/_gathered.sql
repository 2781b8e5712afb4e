{% macro _gathered(table) %}
    {#- A table of the shared schema. Where there is none, the database would name a table and not what to do. -#}
    {%- set relation = source('artifacts', table) -%}
    {%- if execute and flags.WHICH in ['build', 'run', 'test'] and load_relation(relation) is none -%}
        {{ exceptions.raise_compiler_error(
            relation ~ ": there is no such table, so nothing was gathered into this schema. Run `mesh gather` with this "
            ~ "profile first (`mesh gather --help`), or name the schema in the variable mesh_artifacts_schema."
        ) }}
    {%- endif -%}
    {{ return(relation) }}
{% endmacro %}
