{#
    What the registry (`mesh_domains`) says about the domain's evaluator: a list of
    {project, database, schema, version, is_used}. An entry may be one mapping, or a list of them for a domain of
    several projects; `evaluator: false` says that the domain runs none.
#}
{% macro _evaluator_registry(domain) %}
    {%- set declared = domain.get('evaluator') -%}
    {%- set entries = [declared] if declared is mapping else (declared or []) -%}
    {%- set projects = domain.get('projects') or ([] if domain.get('groups') else [domain.name]) -%}
    {%- set found = [] -%}
    {%- for entry in entries -%}
        {%- if entry is not mapping -%}
            {{ exceptions.raise_compiler_error(
                "_evaluator_registry: domain '" ~ domain.name ~ "' has the evaluator entry " ~ entry
                ~ ". Write {database: ..., schema: ..., project: ...}, a list of those, or false in mesh_domains."
            ) }}
        {%- endif -%}
        {%- if not entry.get('project') and projects | length > 1 -%}
            {{ exceptions.raise_compiler_error(
                "_evaluator_registry: domain '" ~ domain.name ~ "' has several projects, and an evaluator entry"
                ~ " does not say which one it is of. Add `project:` to it in mesh_domains."
            ) }}
        {%- endif -%}
        {%- do found.append(dict(entry, project=entry.get('project') or (projects | first) or domain.name)) -%}
    {%- endfor -%}

    {#- a project without an entry is looked for where the default pattern says -#}
    {%- set named = found | map(attribute='project') | list -%}
    {%- for project in projects if project not in named -%}
        {%- do found.append({'project': project, 'is_used': declared is not sameas false}) -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}
