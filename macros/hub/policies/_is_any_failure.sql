{% macro _is_any_failure(threshold) %}
    {#- Whether `error_if` or `warn_if` of a test is true of any failure, as it is by default. -#}
    coalesce({{ dbt.replace(threshold, "' '", "''") }}, '!=0') in ('!=0', '<>0', '>0', '>=1')
{%- endmacro %}
