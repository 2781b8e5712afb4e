{% macro _checked_domains(domains) %}
    {#-
        The registry as a list of entries that each have every key, or an error that names the entry and the key.
        It uses plain Jinja only: `mesh` reads the registry through this macro too, without dbt.
    -#}
    {%- if domains is none -%}
        {{ return([]) }}
    {%- endif -%}
    {%- if domains is string or domains is mapping or domains is not sequence -%}
        {%- do mesh_commons._registry_error('mesh_domains', "is '" ~ domains ~ "', not a list", "Write it as a list of entries that each have a `name`") -%}
    {%- endif -%}
    {%- set taken = {'domain': {}, 'project': {}, 'group': {}, 'schema': {}, 'evaluator schema': {}} -%}
    {%- set checked = [] -%}
    {%- for entry in domains -%}
        {%- set domain = mesh_commons._checked_domain(entry, loop.index) -%}
        {%- do mesh_commons._claim(taken, 'domain', [domain['name'] | lower], domain['name']) -%}
        {%- do mesh_commons._claim(taken, 'project', domain['projects'], domain['name']) -%}
        {%- for group in domain['groups'] -%}
            {%- do mesh_commons._claim(taken, 'group', [group['project'] ~ '.' ~ group['group']], domain['name']) -%}
        {%- endfor -%}
        {%- set suffix = "' in '" ~ domain['warehouse'] if domain['warehouse'] else '' -%}
        {%- for schema in (domain['schemas'] or [domain['name']]) | map('lower') | unique -%}
            {%- do mesh_commons._claim(taken, 'schema', [schema ~ suffix], domain['name']) -%}
        {%- endfor -%}
        {%- for place in domain['evaluator'] if place['schema'] -%}
            {%- set schema = ((place['database'] or '') ~ '.' ~ place['schema']) | lower -%}
            {%- do mesh_commons._claim(taken, 'evaluator schema', [schema], place['project']) -%}
        {%- endfor -%}
        {%- do checked.append(domain) -%}
    {%- endfor -%}
    {{ return(checked) }}
{% endmacro %}
