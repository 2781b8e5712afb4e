{% macro grant_schema_usage(schemas, domain=none) %}
    {%- set groups = mesh_commons._granted_groups(domain, 'grant_schema_usage') -%}
    {%- set grantees = (groups['members'] + groups['readers']) | unique | list -%}
    {%- if not execute or not grantees or mesh_commons._build_place() != 'production' -%}
        {{ return('') }}
    {%- endif -%}
    {{ return(adapter.dispatch('grant_schema_usage', 'mesh_commons')(schemas, grantees)) }}
{% endmacro %}

{% macro default__grant_schema_usage(schemas, grantees) %}
    {%- set statements = [] -%}
    {%- for schema in schemas -%}
        {%- do statements.append(
            'grant usage on schema ' ~ adapter.quote(schema) ~ ' to ' ~ grantees | join(', ') ~ ';'
        ) -%}
    {%- endfor -%}
    {{ return(statements | join('\n')) }}
{% endmacro %}

{#- DuckDB knows no users. -#}
{% macro duckdb__grant_schema_usage(schemas, grantees) %}
    {{ return('') }}
{% endmacro %}

{#- BigQuery gives the data viewer role by data set, which dbt's grants already do. -#}
{% macro bigquery__grant_schema_usage(schemas, grantees) %}
    {{ return('') }}
{% endmacro %}

{#- Names come back from Databricks in lower case and in back ticks; the privilege has another name. -#}
{% macro databricks__grant_schema_usage(schemas, grantees) %}
    {%- set statements = [] -%}
    {%- for schema in schemas -%}
        {%- for grantee in grantees -%}
            {%- do statements.append('grant use schema on schema `' ~ schema ~ '` to `' ~ grantee ~ '`;') -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(statements | join('\n')) }}
{% endmacro %}
