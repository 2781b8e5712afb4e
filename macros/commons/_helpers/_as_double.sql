{% macro _as_double(expression) %}
    {#- dbt's `type_float` is single precision on DuckDB and Spark; a conversion factor needs the double. -#}
    {{ return(adapter.dispatch('_as_double', 'mesh_commons')(expression)) }}
{% endmacro %}

{% macro default___as_double(expression) %}
    {{ return('cast(' ~ expression ~ ' as double precision)') }}
{% endmacro %}

{% macro bigquery___as_double(expression) %}
    {{ return('cast(' ~ expression ~ ' as float64)') }}
{% endmacro %}

{% macro spark___as_double(expression) %}
    {{ return('cast(' ~ expression ~ ' as double)') }}
{% endmacro %}
