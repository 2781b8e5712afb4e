{% macro _finding_thresholds() %}
    {#- When the test of a policy warns and when it fails, as dbt compares them with what the test finds. -#}
    {{ return({'warn_if': '> 0', 'error_if': "> 0 and sum(case when severity = 'error' then 1 else 0 end) > 0"}) }}
{%- endmacro %}
