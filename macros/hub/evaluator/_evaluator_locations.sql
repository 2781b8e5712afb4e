{% macro _evaluator_locations(gathered_projects) %}
    {#-
        Where the evaluator's tables of every project of the registry are, as {project name: {domain, project_name,
        database, schema, version, is_used, is_declared}}. A project that only groups are listed of, because it has not
        been split yet, is stamped with its own name; its resources find their domain by their group. Of a gathered
        project that the registry does not name they are looked for where they are by default.
    -#}
    {%- set pattern = mesh_commons._setting('mesh_evaluator_schema') -%}
    {%- set locations = {} -%}
    {%- for domain in mesh_commons._registry() -%}
        {%- for entry in domain['evaluator'] -%}
            {%- set is_whole = entry['project'] in domain['projects'] -%}
            {%- if is_whole or entry['project'] not in locations -%}
                {%- do locations.update({entry['project']: {
                    'domain': domain['name'] if is_whole else entry['project'],
                    'project_name': entry['project'],
                    'database': entry['database'] or target.get('database'),
                    'schema': entry['schema']
                        or pattern | replace('{project}', entry['project']) | replace('{domain}', domain['name']),
                    'version': entry['version'],
                    'is_used': entry['is_used'],
                    'is_declared': entry['is_declared'],
                }}) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {#- One schema holds the tables of one project: read for two, each verdict would stand once for the wrong one. -#}
    {%- set taken = {'evaluator schema': {}} -%}
    {%- for place in locations.values() if place['is_used'] -%}
        {%- set schema = ((place['database'] or '') ~ '.' ~ place['schema']) | lower -%}
        {%- do mesh_commons._claim(taken, 'evaluator schema', [schema], place['project_name']) -%}
    {%- endfor -%}
    {%- for project in gathered_projects if project not in locations -%}
        {%- do locations.update({project: {
            'domain': project,
            'project_name': project,
            'database': target.get('database'),
            'schema': pattern | replace('{project}', project) | replace('{domain}', project),
            'version': none,
            'is_used': true,
            'is_declared': false,
        }}) -%}
    {%- endfor -%}
    {{ return(locations) }}
{% endmacro %}
