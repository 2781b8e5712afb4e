{% macro _checked_evaluator(declared, projects, groups, where) %}
    {#-
        Where Project Evaluator's tables of a domain's projects are: a list of {project, database, schema, version,
        is_used, is_declared}, an entry for each project. Declared is one mapping, a list of them, or false where none is run;
        what is not declared is found by the setting `mesh_evaluator_schema`.
    -#}
    {%- set entries = [declared] if declared is mapping else (declared or []) -%}
    {%- set remedy = "Write {'project': ..., 'database': ..., 'schema': ...}, a list of those, or false" -%}
    {%- if entries is string or entries is not sequence -%}
        {%- do mesh_commons._registry_error(where, "has the `evaluator` '" ~ declared ~ "'", remedy) -%}
    {%- endif -%}
    {%- set found = [] -%}
    {%- for entry in entries -%}
        {%- if entry is not mapping -%}
            {%- do mesh_commons._registry_error(where, "has the `evaluator` entry '" ~ entry ~ "'", remedy) -%}
        {%- endif -%}
        {%- do mesh_commons._check_keys(entry, ['project', 'database', 'schema', 'version'], where ~ ", evaluator,") -%}
        {%- for key in ['project', 'database', 'schema'] if entry.get(key) is not none and entry[key] is not string -%}
            {%- do mesh_commons._registry_error(where, "has the evaluator's `" ~ key ~ "` '" ~ entry[key] ~ "', not a text", "Put it in quotes") -%}
        {%- endfor -%}
        {%- if not entry.get('project') and projects | length != 1 -%}
            {%- do mesh_commons._registry_error(
                where, "has " ~ projects | length ~ " projects, and an `evaluator` entry does not say which one it is of",
                "Add its 'project'"
            ) -%}
        {%- endif -%}
        {%- set known = projects + groups | map(attribute='project') | list -%}
        {%- if entry.get('project') and entry['project'] not in known -%}
            {%- do mesh_commons._registry_error(
                where, "has an `evaluator` entry of the project '" ~ entry['project'] ~ "', which is not its own",
                "Write one of: " ~ known | join(', ')
            ) -%}
        {%- endif -%}
        {%- do found.append({
            'project': entry.get('project') or projects | first,
            'database': entry.get('database'),
            'schema': entry.get('schema'),
            'version': entry.get('version'),
            'is_used': true,
            'is_declared': true,
        }) -%}
    {%- endfor -%}
    {%- set named = found | map(attribute='project') | list -%}
    {%- for project in (projects + groups | map(attribute='project') | list) | unique | list if project not in named -%}
        {%- do found.append({
            'project': project, 'database': none, 'schema': none, 'version': none, 'is_used': declared is not sameas false,
            'is_declared': false,
        }) -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}
