{% macro mesh_schema_name(custom_schema_name, node) %}
    {%- set place = mesh_commons._build_place() -%}
    {%- if place == 'pull_request' -%}
        {{ return(mesh_commons._pull_request_schema()) }}
    {%- elif place == 'sandbox' -%}
        {{ return(mesh_commons._sandbox_schema()) }}
    {%- endif -%}
    {%- set entry = mesh_commons._domain_entry(group=node.config.group) -%}
    {%- if entry.get('is_registered') is sameas false and mesh_commons._setting('mesh_domains') -%}
        {{ exceptions.raise_compiler_error(
            "mesh_schema_name: no domain of the registry has the project '" ~ project_name ~ "', so nobody knows its "
            ~ "production schema. Add it to mesh_domains in macros/settings/mesh_settings.sql of the package "
            ~ "mesh_commons, or raise the package's revision to one that lists it."
        ) }}
    {%- endif -%}
    {%- set schema = mesh_commons._domain_schema(entry) -%}
    {{ return(schema ~ '_' ~ custom_schema_name | trim if custom_schema_name else schema) }}
{% endmacro %}
