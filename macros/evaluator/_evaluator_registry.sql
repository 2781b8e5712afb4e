{% macro _evaluator_registry(domain) %}
    {#-
        What a domain of the registry says about its evaluator: a list of {project, database, schema, version,
        is_used}. An entry is one mapping, or a list of them for a domain of several projects; `evaluator: false`
        says that the domain runs none.
    -#}
    {%- set declared = domain['evaluator'] -%}
    {%- set entries = [declared] if declared is mapping else (declared or []) -%}
    {%- set projects = domain['projects'] -%}
    {%- set found = [] -%}
    {%- for entry in entries -%}
        {%- if entry is not mapping -%}
            {{ exceptions.raise_compiler_error(
                "mesh_domains: domain '" ~ domain['name'] ~ "' has the evaluator entry '" ~ entry
                ~ "'. Write {database: ..., schema: ..., project: ...}, a list of those, or false."
            ) }}
        {%- endif -%}
        {%- if not entry.get('project') and projects | length != 1 -%}
            {{ exceptions.raise_compiler_error(
                "mesh_domains: domain '" ~ domain['name'] ~ "' has " ~ projects | length ~ " projects, and an"
                ~ " evaluator entry does not say which one it is of. Add `project:` to it."
            ) }}
        {%- endif -%}
        {%- do found.append(dict(entry, project=entry.get('project') or projects | first, is_used=true)) -%}
    {%- endfor -%}

    {#- a project without an entry is looked for where the default pattern says -#}
    {%- set named = found | map(attribute='project') | list -%}
    {%- for project in projects + domain['groups'] | map(attribute='project') | unique | list if project not in named -%}
        {%- do found.append({'project': project, 'is_used': declared is not sameas false}) -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}
