{% macro mesh_schema_name(custom_schema_name, node) %}
    {%- set place = mesh_commons._build_place() -%}
    {%- if place == 'pull_request' -%}
        {{ return(mesh_commons._pull_request_schema()) }}
    {%- elif place == 'sandbox' -%}
        {{ return(mesh_commons._sandbox_schema()) }}
    {%- endif -%}
    {%- set entry = mesh_commons._domain_entry(group=node.config.group) -%}
    {%- set schema = mesh_commons._domain_schema(entry) -%}
    {{ return(schema ~ '_' ~ custom_schema_name | trim if custom_schema_name else schema) }}
{% endmacro %}
