{#
    Where the evaluator's tables of every project of the mesh are, as the registry has it: a list of
    {domain, project_name, database, schema, version, is_used}. A project that only groups are listed of, because it
    has not been split yet, is stamped with its own name; its resources find their domain by their group.
#}
{% macro _evaluator_locations() %}
    {%- set pattern = var('mesh_evaluator_schema', '{project}_evaluator') -%}
    {%- set locations = {} -%}
    {%- for domain in var('mesh_domains', none) or [] -%}
        {%- for entry in mesh_commons._evaluator_registry(domain) -%}
            {%- do locations.update({entry.project: {
                'domain': domain.name,
                'project_name': entry.project,
                'database': entry.get('database') or target.get('database'),
                'schema': entry.get('schema')
                    or (pattern | replace('{project}', entry.project) | replace('{domain}', domain.name)),
                'version': entry.get('version'),
                'is_used': entry.get('is_used', true),
            }}) -%}
        {%- endfor -%}
    {%- endfor -%}

    {%- for domain in var('mesh_domains', none) or [] -%}
        {%- for project in domain.get('groups', []) | map(attribute='project') if project not in locations -%}
            {%- do locations.update({project: {
                'domain': project,
                'project_name': project,
                'database': target.get('database'),
                'schema': pattern | replace('{project}', project) | replace('{domain}', project),
                'version': none,
                'is_used': domain.get('evaluator') is not sameas false,
            }}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(locations.values() | list) }}
{% endmacro %}
