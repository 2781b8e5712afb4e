{% macro _pull_request_schema() %}
    {#-
        `pr_<project>_<number>_<yyyymmdd>`. The project, because two repositories may both have a pull request 12;
        the date, because most engines do not tell how old a schema is and the clean-up has to know.
    -#}
    {%- set number = env_var('MESH_PULL_REQUEST', '') -%}
    {%- set date = env_var('MESH_PULL_REQUEST_DATE', run_started_at.strftime('%Y%m%d')) -%}
    {%- if not modules.re.match('^[0-9]+$', number) -%}
        {{ exceptions.raise_compiler_error(
            "mesh_schema_name: MESH_PULL_REQUEST is '" ~ number ~ "'. Set it to the number of the pull request, digits only."
        ) }}
    {%- endif -%}
    {%- set schema = 'pr_' ~ project_name | lower ~ '_' ~ number ~ '_' ~ date -%}
    {%- if mesh_commons._pull_request_schema_date(schema, project_name) is none -%}
        {{ exceptions.raise_compiler_error(
            "mesh_schema_name: MESH_PULL_REQUEST_DATE is '" ~ date ~ "'. Set it to a date as YYYYMMDD, or leave it unset for today."
        ) }}
    {%- endif -%}
    {%- if schema | length > 63 -%}
        {{ exceptions.raise_compiler_error(
            "mesh_schema_name: '" ~ schema ~ "' is longer than the 63 characters that PostgreSQL keeps of a name, and a cut "
            ~ "name could not be cleaned up. Shorten the project's name."
        ) }}
    {%- endif -%}
    {{ return(schema) }}
{% endmacro %}
