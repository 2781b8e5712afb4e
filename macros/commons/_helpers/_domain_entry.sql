{% macro _domain_entry(group=none, domain=none) %}
    {#-
        The registry's entry for a domain: the one named, else the one of the group, else the one of the project
        that is run. A project that no domain lists is one of its own name, with `is_registered` false. None where a
        named one is missing.
    -#}
    {%- set entries = mesh_commons._setting('mesh_domains') or [] -%}
    {%- set found = namespace(by_group=none, by_project=none, by_name=none) -%}
    {%- for entry in entries -%}
        {%- set groups = entry.get('groups') or [] -%}
        {%- set projects = entry.get('projects') or ([] if groups else [entry['name']]) -%}
        {#- Checking every key of every domain for every node would be slow; `in` a text would find its parts. -#}
        {%- if groups is string or groups is mapping or projects is string -%}
            {%- do mesh_commons._checked_domain(entry, loop.index) -%}
        {%- endif -%}
        {%- if group and {'project': project_name, 'group': group} in groups -%}
            {%- set found.by_group = entry -%}
        {%- endif -%}
        {%- if project_name in projects -%}
            {%- set found.by_project = entry -%}
        {%- endif -%}
        {%- if entry['name'] == domain -%}
            {%- set found.by_name = entry -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set own = {'name': project_name, 'is_registered': false} -%}
    {%- if domain -%}
        {{ return(found.by_name) }}
    {%- endif -%}
    {{ return(found.by_group or found.by_project or own) }}
{% endmacro %}
