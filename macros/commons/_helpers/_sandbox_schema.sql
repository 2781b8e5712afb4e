{% macro _sandbox_schema() %}
    {#- A developer's own schema, as the profile names it; never one that a domain builds in production. -#}
    {%- for entry in mesh_commons._setting('mesh_domains') or [] -%}
        {%- if entry.get('schemas') is string -%}
            {%- do mesh_commons._checked_domain(entry, loop.index) -%}
        {%- endif -%}
        {%- for schema in entry.get('schemas') or [entry['name']] -%}
            {%- if target.schema | lower == ((schema | string).split('.') | last) | lower -%}
                {{ exceptions.raise_compiler_error(
                    "mesh_schema_name: the profile's target '" ~ target.name ~ "' has the schema '" ~ target.schema
                    ~ "', which is the production schema of the domain '" ~ entry['name']
                    ~ "'. Give the target a schema of your own, such as 'sandbox_<your name>', or list the target in "
                    ~ "the var mesh_production_targets."
                ) }}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(target.schema) }}
{% endmacro %}
