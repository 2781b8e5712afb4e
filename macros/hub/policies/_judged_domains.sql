{% macro _judged_domains() %}
    {#-
        Names of the domains whose findings may fail this run, or none for all. A domain's project that opens the hub
        in its own run answers for the domains that the registry gives to it and its groups. The hub, and a project
        that the registry does not know, answer for the whole mesh, unless the variable `mesh_judged_domains` says less.
    -#}
    {%- set given = var('mesh_judged_domains', none) -%}
    {%- if given is not none -%}
        {{ return([given] if given is string else given) }}
    {%- endif -%}
    {%- set owners = [] -%}
    {%- set group_owners = [] -%}
    {%- for domain in mesh_commons._registry() -%}
        {%- if project_name in domain['projects'] -%}
            {%- do owners.append(domain['name']) -%}
        {%- endif -%}
        {%- if project_name in domain['groups'] | map(attribute='project') -%}
            {%- do group_owners.append(domain['name']) -%}
        {%- endif -%}
    {%- endfor -%}
    {#- what is in no group of a project that the registry knows by its groups only is a domain of the project's name -#}
    {%- if group_owners and not owners -%}
        {%- do owners.append(project_name) -%}
    {%- endif -%}
    {{ return((owners + group_owners) or none) }}
{% endmacro %}
