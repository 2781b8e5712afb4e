{% macro _checked_domain(entry, number) %}
    {#- One entry of the registry with every key, checked. `number` counts the entries from 1. -#}
    {%- set where = "mesh_domains: entry " ~ number -%}
    {%- if entry is not mapping -%}
        {%- do mesh_commons._registry_error(where, "is '" ~ entry ~ "', not a mapping", "Write it as {'name': 'finance', ...}") -%}
    {%- elif entry.get('name') is not string or not entry['name'] | trim -%}
        {%- do mesh_commons._registry_error(where, "has no `name` that is a text", "Give the domain a name") -%}
    {%- endif -%}
    {%- set where = "mesh_domains: domain '" ~ entry['name'] ~ "'" -%}
    {%- do mesh_commons._check_keys(entry, [
        'name', 'owner', 'projects', 'groups', 'warehouse', 'schemas', 'artifacts', 'evaluator', 'member_groups',
        'reader_groups',
    ], where) -%}
    {%- set owner = entry.get('owner') or {} -%}
    {%- if owner is not mapping -%}
        {%- do mesh_commons._registry_error(where, "has the `owner` '" ~ owner ~ "'", "Write it as {'name': ..., 'email': ...}") -%}
    {%- endif -%}
    {%- do mesh_commons._check_keys(owner, ['name', 'email'], where ~ ", owner,") -%}
    {%- for key in ['name', 'email'] if owner.get(key) is not none and owner.get(key) is not string -%}
        {%- do mesh_commons._registry_error(where, "has the owner's `" ~ key ~ "` '" ~ owner[key] ~ "', not a text", "Put it in quotes") -%}
    {%- endfor -%}
    {%- if entry.get('warehouse') is not none and entry.get('warehouse') is not string -%}
        {%- do mesh_commons._registry_error(where, "has the `warehouse` '" ~ entry['warehouse'] ~ "', not a text", "Put its name in quotes") -%}
    {%- endif -%}
    {%- set groups = mesh_commons._checked_groups(entry.get('groups'), where) -%}
    {#- A domain that names neither projects nor groups is the project of its own name. -#}
    {%- set projects = mesh_commons._text_list(entry, 'projects', where) or ([] if groups else [entry['name']]) -%}
    {{ return({
        'name': entry['name'],
        'owner': owner,
        'projects': projects,
        'groups': groups,
        'warehouse': entry.get('warehouse'),
        'schemas': mesh_commons._text_list(entry, 'schemas', where),
        'artifacts': mesh_commons._text_list(entry, 'artifacts', where),
        'evaluator': mesh_commons._checked_evaluator(entry.get('evaluator'), projects, groups, where),
        'member_groups': mesh_commons._text_list(entry, 'member_groups', where),
        'reader_groups': mesh_commons._text_list(entry, 'reader_groups', where),
    }) }}
{% endmacro %}
