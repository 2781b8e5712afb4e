{% macro _evaluator_metadata(databases, schemas) %}
    {#-
        A query for every column of every relation in the given schemas. One statement, and one read of the
        metadata per database, whatever the number of domains.
    -#}
    {{ return(adapter.dispatch('_evaluator_metadata', 'mesh_commons')(databases, schemas)) }}
{% endmacro %}

{% macro default___evaluator_metadata(databases, schemas) %}
    {%- for database in databases %}
        select
            '{{ database }}' as database_name,
            table_schema as schema_name,
            table_name as identifier,
            column_name,
            data_type
        from {{ adapter.quote(database) }}.information_schema.columns
        where lower(table_schema) in ({{ mesh_commons._quoted_list(schemas) }})
        {{ 'union all' if not loop.last }}
    {%- endfor %}
{% endmacro %}

{# DuckDB lists all attached databases at once, and a database that is not attached merely yields no rows. #}
{% macro duckdb___evaluator_metadata(databases, schemas) %}
        select
            table_catalog as database_name,
            table_schema as schema_name,
            table_name as identifier,
            column_name,
            data_type
        from information_schema.columns
        where lower(table_catalog) in ({{ mesh_commons._quoted_list(databases) }})
            and lower(table_schema) in ({{ mesh_commons._quoted_list(schemas) }})
{% endmacro %}

{# PostgreSQL sees its own database only; naming another one would be an error, not an empty answer. #}
{% macro postgres___evaluator_metadata(databases, schemas) %}
    {{ return(mesh_commons.duckdb___evaluator_metadata(databases, schemas)) }}
{% endmacro %}
