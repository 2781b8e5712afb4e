{% macro _regexp_replace(expression, pattern, replacement) %}
    {#- Replaces every match. Patterns keep to what POSIX, RE2 and Java share, and hold no backslash. -#}
    {{ return(adapter.dispatch('_regexp_replace', 'mesh_commons')(expression, pattern, replacement)) }}
{% endmacro %}

{% macro default___regexp_replace(expression, pattern, replacement) %}
    {{ return("regexp_replace(" ~ expression ~ ", '" ~ pattern ~ "', '" ~ replacement ~ "')") }}
{% endmacro %}

{#- These two replace the first match only, unless told. -#}
{% macro postgres___regexp_replace(expression, pattern, replacement) %}
    {{ return("regexp_replace(" ~ expression ~ ", '" ~ pattern ~ "', '" ~ replacement ~ "', 'g')") }}
{% endmacro %}

{% macro duckdb___regexp_replace(expression, pattern, replacement) %}
    {{ return("regexp_replace(" ~ expression ~ ", '" ~ pattern ~ "', '" ~ replacement ~ "', 'g')") }}
{% endmacro %}

{#- dbt falls back from Redshift to PostgreSQL, whose fourth argument is a position here. -#}
{% macro redshift___regexp_replace(expression, pattern, replacement) %}
    {{ return(mesh_commons.default___regexp_replace(expression, pattern, replacement)) }}
{% endmacro %}
