{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- What is meant for all domains goes to the schema `shared`, the rest to schemas of this domain. -#}
    {%- if custom_schema_name == 'shared' -%}
        shared
    {%- else -%}
        {{ default__generate_schema_name(custom_schema_name, node) }}
    {%- endif -%}
{%- endmacro %}
