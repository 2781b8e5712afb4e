{% macro _today() %}
    {#-
        The day on which a model is built, or the variable `mesh_today`. The database is asked for it: what `mesh check`
        runs was compiled on another day.
    -#}
    {%- set given = var('mesh_today', none) -%}
    {%- set day = "'" ~ given ~ "'" if given else dbt.current_timestamp() -%}
    {{ return('cast(' ~ day ~ ' as date)') }}
{% endmacro %}
