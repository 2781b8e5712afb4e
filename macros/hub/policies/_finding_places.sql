{% macro _finding_places() %}
    {#-
        The places that every finding fills, each an SQL expression. They are read from the joins that int_mesh__findings
        makes: findings, policies, tightened (of its resource) and tightened_domains, resources, related (the second
        resource) and related_projects. A macro is no resource of the mesh; its unique id says what it is.
    -#}
    {%- set places = {
        'threshold': 'coalesce(tightened.threshold_text, tightened_domains.threshold_text, policies.threshold)',
        'domain': 'findings.domain',
        'project': 'findings.project_name',
    } -%}
    {%- for prefix, resource in {'': 'resources', 'related_': 'related'}.items() -%}
        {%- set unique_id = 'findings.' ~ prefix ~ 'unique_id' -%}
        {%- set type = "coalesce(" ~ resource ~ ".resource_type, " ~ dbt.split_part(unique_id, "'.'", 1) ~ ")" -%}
        {%- set name = "coalesce(" ~ resource ~ ".name, " ~ dbt.split_part(unique_id, "'.'", 3) ~ ")" -%}
        {%- set access = "coalesce(" ~ dbt.concat([resource ~ '.access', "' '"]) ~ ", '')" -%}
        {%- set version = "coalesce(" ~ dbt.concat(["' v'", resource ~ '.version']) ~ ", '')" -%}
        {%- do places.update({
            prefix ~ 'name': name,
            prefix ~ 'resource_type': type,
            prefix ~ 'access': resource ~ '.access',
            prefix ~ 'relation': dbt.concat([resource ~ '.schema_name', "'.'", resource ~ '.identifier']),
            prefix ~ 'full_relation': dbt.concat([
                "coalesce(" ~ dbt.concat([resource ~ '.database_name', "'.'"]) ~ ", '')",
                resource ~ '.schema_name', "'.'", resource ~ '.identifier',
            ]),
            (prefix ~ 'resource').replace('related_resource', 'related'):
                dbt.concat([access, type, "' '''", name, "''''", version]),
        }) -%}
    {%- endfor -%}
    {%- do places.update({
        'related_domain': 'coalesce(related.domain, related_projects.domain)',
        'related_project': 'findings.related_project_name',
        'related_ref': mesh_commons._ref_call('findings.related_project_name', places['related_name'], 'related.version'),
    }) -%}
    {{ return(places) }}
{% endmacro %}
