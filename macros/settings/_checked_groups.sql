{% macro _checked_groups(groups, where) %}
    {#- The dbt groups of a domain as a list of {project, group}. -#}
    {%- if groups is none -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set remedy = "Write `groups` as [{'project': '<dbt project>', 'group': '<dbt group>'}]" -%}
    {%- if groups is string or groups is mapping or groups is not sequence -%}
        {%- do mesh_commons._registry_error(where, "has the groups '" ~ groups ~ "'", remedy) -%}
    {%- endif -%}
    {%- for group in groups -%}
        {%- if group is not mapping or group.get('project') is not string or group.get('group') is not string -%}
            {%- do mesh_commons._registry_error(where, "has the group '" ~ group ~ "'", remedy) -%}
        {%- endif -%}
        {%- do mesh_commons._check_keys(group, ['project', 'group'], where ~ ", groups,") -%}
    {%- endfor -%}
    {{ return(groups | list) }}
{% endmacro %}
