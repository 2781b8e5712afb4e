{% macro _literal(value) %}
    {#- A value from YAML or from a used_by as a quoted literal. -#}
    {{ return(dbt.string_literal(dbt.escape_single_quotes(value | string))) }}
{% endmacro %}
