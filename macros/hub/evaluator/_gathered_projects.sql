{% macro _gathered_projects() %}
    {#- Names of the projects whose artifacts were gathered, read while compiling; none where that cannot be yet. -#}
    {%- set projects = ref('stg_artifacts__projects') -%}
    {%- if not execute or load_relation(projects) is none -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set rows = run_query('select project_name from ' ~ projects ~ ' order by project_name').rows -%}
    {{ return(rows | map(attribute=0) | list) }}
{% endmacro %}
