{% macro reference(name) %}
    {%- set names = mesh_commons._reference_keys() | list -%}
    {%- if name not in names -%}
        {{ exceptions.raise_compiler_error(
            "reference: no reference table '" ~ name ~ "'. Write one of: " ~ names | join(', ') ~ "."
        ) }}
    {%- endif -%}
    {%- set identifier = 'reference__' ~ name -%}
    {#- dbt shows `vars: mesh_commons:` to this package's nodes only, and a macro runs in the node that calls it. -#}
    {%- set commons = var('mesh_commons', none) or {} -%}
    {%- set is_hub = var('mesh_commons_hub', commons.get('mesh_commons_hub', target.profile_name == 'mesh_commons')) -%}
    {%- if var('mesh_commons_reference', commons.get('mesh_commons_reference', is_hub)) -%}
        {{ return(ref('mesh_commons', identifier)) }}
    {%- endif -%}
    {{ return(api.Relation.create(
        database=var('mesh_reference_database', commons.get('mesh_reference_database', target.database)),
        schema=var('mesh_reference_schema', commons.get('mesh_reference_schema', 'mesh_hub')),
        identifier=identifier,
    )) }}
{% endmacro %}
