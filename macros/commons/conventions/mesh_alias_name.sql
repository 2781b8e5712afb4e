{% macro mesh_alias_name(custom_alias_name, node) %}
    {%- set alias = custom_alias_name | trim if custom_alias_name else node.name -%}
    {%- if node.version and not custom_alias_name -%}
        {%- set alias = alias ~ '_v' ~ (node.version | string).replace('.', '_') -%}
    {%- endif -%}
    {%- if mesh_commons._build_place() == 'production' -%}
        {{ return(alias) }}
    {%- endif -%}
    {#- One schema holds what production spreads over several: what the schema told apart, the name must. -#}
    {%- set entry = mesh_commons._domain_entry(group=node.config.group) -%}
    {%- set prefixes = [entry['name'], node.config.schema] if node.config.schema else [entry['name']] -%}
    {%- set name = (prefixes + [alias]) | join('__') -%}
    {#- PostgreSQL keeps 63 characters; two names that differ after those must stay two. -#}
    {{ return(name if name | length <= 63 else name[:30] ~ '_' ~ local_md5(name)) }}
{% endmacro %}
