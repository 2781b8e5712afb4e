{% macro _schema_names() %}
    {#- Snowflake and Databricks answer `show schemas`, each with its own columns; the others name it first. -#}
    {%- if not execute -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set listed = dbt.list_schemas(target.database) -%}
    {%- set names = listed.column_names | map('lower') | list -%}
    {%- set position = names.index('name') if 'name' in names else 0 -%}
    {{ return(listed.columns[position].values() | list) }}
{% endmacro %}
