{% macro _policy_finding_rows(policy, details, identity, involved_projects, member_number) %}
    {#-
        The findings of one policy with the words of the seed, as a select. `details` are columns of its model that fill
        places of the words, `identity` what tells its findings apart, the first never null. It reads the CTEs policies
        and projects of where it stands.
    -#}
    {%- set places = {} -%}
    {%- for detail in details -%}
        {%- do places.update({detail: mesh_commons._place_value('findings.' ~ detail)}) -%}
    {%- endfor -%}
    {%- set parts = [identity[0]] -%}
    {%- for value in identity[1:] -%}
        {%- do parts.extend(["'|'", "coalesce(" ~ value ~ ", '')"]) -%}
    {%- endfor %}
    select
        '{{ policy }}' as policy_id,
        findings.condition,
        findings.domain,
        findings.project_name,
        findings.unique_id,
        findings.related_project_name,
        findings.related_unique_id,
        {{ dbt.concat(parts) if parts | length > 1 else parts[0] }} as identity,
        {{ involved_projects or 'cast(null as ' ~ dbt.type_string() ~ ')' }} as involved_projects,
        {{ member_number or 'cast(null as ' ~ dbt.type_bigint() ~ ')' }} as member_number,
        {{ mesh_commons._filled('policies.message', places) }} as message,
        {{ mesh_commons._filled('policies.remedy', places) }} as fix
    from {{ ref('policy__' ~ policy) }} as findings
    left join projects -- noqa: ST11, some policies use it
        on findings.project_name = projects.project_name
    left join policies
        on
            policies.policy_id = '{{ policy }}'
            and findings.condition = policies.condition
{%- endmacro %}
