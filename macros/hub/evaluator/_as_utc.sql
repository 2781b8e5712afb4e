{% macro _as_utc(moment) %}
    {#- A moment with its zone as the time in UTC, which is what artifacts say. -#}
    {{ return(adapter.dispatch('_as_utc', 'mesh_commons')(moment)) }}
{% endmacro %}

{% macro default___as_utc(moment) %}
    {{ return('(' ~ moment ~ " at time zone 'UTC')") }}
{% endmacro %}

{% macro snowflake___as_utc(moment) %}
    {{ return("cast(convert_timezone('UTC', " ~ moment ~ ') as timestamp_ntz)') }}
{% endmacro %}

{# Their timestamp is a moment, whatever the zone. #}
{% macro bigquery___as_utc(moment) %}
    {{ return(moment) }}
{% endmacro %}

{% macro spark___as_utc(moment) %}
    {{ return(moment) }}
{% endmacro %}
