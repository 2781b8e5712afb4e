{% macro _registry() %}
    {#- The registry of domains as a checked list of dictionaries. Every model that needs it reads it here. -#}
    {%- set domains = var('mesh_domains', none) or [] -%}
    {%- set seen = {'domains': {}, 'projects': {}, 'groups': {}} -%}
    {%- set checked = [] -%}
    {%- if domains is string or domains is mapping -%}
        {{ exceptions.raise_compiler_error(
            "mesh_domains: expected a list of domains, found '" ~ domains ~ "'. "
            ~ "Write it as a list of entries that each have a `name` (README, \"Add a domain\")."
        ) }}
    {%- endif -%}
    {%- for entry in domains -%}
        {%- if entry is not mapping or not entry.get('name') -%}
            {{ exceptions.raise_compiler_error(
                "mesh_domains: entry " ~ loop.index ~ " has no `name`: " ~ entry ~ ". Give the domain a name."
            ) }}
        {%- endif -%}
        {%- set name = entry['name'] | string -%}
        {%- if name in seen['domains'] -%}
            {{ exceptions.raise_compiler_error(
                "mesh_domains: the domain '" ~ name ~ "' is listed twice. Keep one entry."
            ) }}
        {%- endif -%}
        {%- do seen['domains'].update({name: name}) -%}
        {#- A domain that names neither projects nor groups is the project of its own name. -#}
        {%- set groups = entry.get('groups') or [] -%}
        {%- set projects = entry.get('projects') or ([] if groups else [name]) -%}
        {%- for project in projects -%}
            {%- if project in seen['projects'] -%}
                {{ exceptions.raise_compiler_error(
                    "mesh_domains: the project '" ~ project ~ "' stands under '" ~ seen['projects'][project]
                    ~ "' and '" ~ name ~ "'. A project belongs to one domain."
                ) }}
            {%- endif -%}
            {%- do seen['projects'].update({project: name}) -%}
        {%- endfor -%}
        {%- for group in groups -%}
            {%- if group is not mapping or not group.get('project') or not group.get('group') -%}
                {{ exceptions.raise_compiler_error(
                    "mesh_domains: domain '" ~ name ~ "' has the group " ~ group
                    ~ ". Write it as {project: <dbt project>, group: <dbt group>}."
                ) }}
            {%- endif -%}
            {%- set key = group['project'] ~ '.' ~ group['group'] -%}
            {%- if key in seen['groups'] -%}
                {{ exceptions.raise_compiler_error(
                    "mesh_domains: the group '" ~ key ~ "' stands under '" ~ seen['groups'][key]
                    ~ "' and '" ~ name ~ "'. A group belongs to one domain."
                ) }}
            {%- endif -%}
            {%- do seen['groups'].update({key: name}) -%}
        {%- endfor -%}
        {%- do checked.append({
            'name': name,
            'owner': entry.get('owner') or {},
            'projects': projects,
            'groups': groups,
            'schemas': entry.get('schemas') or [],
            'evaluator': entry.get('evaluator'),
        }) -%}
    {%- endfor -%}
    {{ return(checked) }}
{% endmacro %}
