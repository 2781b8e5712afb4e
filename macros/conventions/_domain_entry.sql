{% macro _domain_entry(group=none, domain=none) %}
    {#-
        The registry's entry for a domain: the one named, else the one of the group, else the one of the project
        that is run. With no registry the project is a domain of its own name. None where a named one is missing.
    -#}
    {%- set entries = mesh_commons._commons_var('mesh_domains', []) or [] -%}
    {%- set found = namespace(by_group=none, by_project=none, by_name=none) -%}
    {%- for entry in entries -%}
        {%- set groups = entry.get('groups') or [] -%}
        {%- if group and {'project': project_name, 'group': group} in groups -%}
            {%- set found.by_group = entry -%}
        {%- endif -%}
        {%- if project_name in (entry.get('projects') or ([] if groups else [entry['name']])) -%}
            {%- set found.by_project = entry -%}
        {%- endif -%}
        {%- if entry['name'] == domain -%}
            {%- set found.by_name = entry -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set own = {'name': project_name} -%}
    {%- if domain -%}
        {{ return(found.by_name or (own if domain == project_name and not entries else none)) }}
    {%- endif -%}
    {{ return(found.by_group or found.by_project or own) }}
{% endmacro %}
