{% macro _sha256(expression) %}
    {#- SHA-256 as 64 hexadecimal digits. dbt's own `hash` is MD5. -#}
    {{ return(adapter.dispatch('_sha256', 'mesh_commons')(expression)) }}
{% endmacro %}

{#- Snowflake, Redshift, Databricks. -#}
{% macro default___sha256(expression) %}
    {{ return("sha2(" ~ expression ~ ", 256)") }}
{% endmacro %}

{% macro duckdb___sha256(expression) %}
    {{ return("sha256(" ~ expression ~ ")") }}
{% endmacro %}

{% macro postgres___sha256(expression) %}
    {{ return("encode(sha256(convert_to(" ~ expression ~ ", 'UTF8')), 'hex')") }}
{% endmacro %}

{#- dbt falls back from Redshift to PostgreSQL, whose functions Redshift has not. -#}
{% macro redshift___sha256(expression) %}
    {{ return(mesh_commons.default___sha256(expression)) }}
{% endmacro %}

{% macro bigquery___sha256(expression) %}
    {{ return("to_hex(sha256(" ~ expression ~ "))") }}
{% endmacro %}
