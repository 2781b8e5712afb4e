{% macro _double(expression) %}
    {#- dbt's `type_float` is single precision on DuckDB. -#}
    {{ return(adapter.dispatch('_double', 'mesh_commons')(expression)) }}
{% endmacro %}

{% macro default___double(expression) %}
    {{ return("cast(" ~ expression ~ " as double precision)") }}
{% endmacro %}

{% macro bigquery___double(expression) %}
    {{ return("cast(" ~ expression ~ " as float64)") }}
{% endmacro %}

{% macro spark___double(expression) %}
    {{ return("cast(" ~ expression ~ " as double)") }}
{% endmacro %}
