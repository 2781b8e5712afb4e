{% macro _run_date() %}
    {#- The day on which this run began (UTC): one answer for all models of a run. -#}
    {{ return("cast('" ~ run_started_at.strftime('%Y-%m-%d') ~ "' as date)") }}
{% endmacro %}
