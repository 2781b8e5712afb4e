{% macro _epoch_seconds(expression) %}
    {#- Seconds since 1970 in UTC: right for a time with a zone, and for one without that is meant as UTC. -#}
    {{ return(adapter.dispatch('_epoch_seconds', 'mesh_commons')(expression)) }}
{% endmacro %}

{% macro default___epoch_seconds(expression) %}
    {{ return("extract(epoch from " ~ expression ~ ")") }}
{% endmacro %}

{% macro snowflake___epoch_seconds(expression) %}
    {{ return("date_part(epoch_second, " ~ expression ~ ")") }}
{% endmacro %}

{% macro bigquery___epoch_seconds(expression) %}
    {{ return("unix_seconds(cast(" ~ expression ~ " as timestamp))") }}
{% endmacro %}

{% macro spark___epoch_seconds(expression) %}
    {{ return("unix_timestamp(" ~ expression ~ ")") }}
{% endmacro %}
