{% macro _as_zoned_timestamp(expression) %}
    {#- A moment with its zone: dbt's `type_timestamp` drops that, and moves the moment by the zone of the session. -#}
    {{ return(adapter.dispatch('_as_zoned_timestamp', 'mesh_commons')(expression)) }}
{% endmacro %}

{% macro default___as_zoned_timestamp(expression) %}
    {{ return('cast(' ~ expression ~ ' as timestamp with time zone)') }}
{% endmacro %}

{% macro snowflake___as_zoned_timestamp(expression) %}
    {{ return('cast(' ~ expression ~ ' as timestamp_tz)') }}
{% endmacro %}

{# Their timestamp is a moment, whatever the zone. #}
{% macro bigquery___as_zoned_timestamp(expression) %}
    {{ return('cast(' ~ expression ~ ' as timestamp)') }}
{% endmacro %}

{% macro spark___as_zoned_timestamp(expression) %}
    {{ return('cast(' ~ expression ~ ' as timestamp)') }}
{% endmacro %}
