{% macro _trim_space(expression) %}
    {#- Engines differ in what `trim` takes for white space. Here: space, tab, line feed, carriage return, no-break space. -#}
    {{ return(adapter.dispatch('_trim_space', 'mesh_commons')(expression)) }}
{% endmacro %}

{% macro default___trim_space(expression) %}
    {{ return("trim(" ~ expression ~ ", ' ' || chr(9) || chr(10) || chr(13) || chr(160))") }}
{% endmacro %}

{#- Redshift knows the second argument by this name only. -#}
{% macro redshift___trim_space(expression) %}
    {{ return("btrim(" ~ expression ~ ", ' ' || chr(9) || chr(10) || chr(13) || chr(160))") }}
{% endmacro %}

{#- BigQuery's own trim takes every Unicode white space. -#}
{% macro bigquery___trim_space(expression) %}
    {{ return("trim(" ~ expression ~ ")") }}
{% endmacro %}

{#- Spark's two-argument trim has the arguments the other way round. -#}
{% macro spark___trim_space(expression) %}
    {{ return("trim(both ' ' || chr(9) || chr(10) || chr(13) || chr(160) from " ~ expression ~ ")") }}
{% endmacro %}
