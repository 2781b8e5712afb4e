{% macro _domain_schema(entry) %}
    {#- The mart schema of a domain: the first one registered (without its database), else the domain's name. -#}
    {%- set schemas = mesh_commons._text_list(entry, 'schemas', "mesh_domains: domain '" ~ entry['name'] ~ "'") or [entry['name']] -%}
    {{ return((schemas[0] | string).split('.') | last) }}
{% endmacro %}
