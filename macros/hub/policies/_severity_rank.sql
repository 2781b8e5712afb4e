{% macro _severity_rank(severity) %}
    {#- How grave a severity is, as an SQL expression: 0 for `off` to 3 for `error`; null for what is no severity. -#}
    case lower({{ severity }}) when 'off' then 0 when 'info' then 1 when 'warn' then 2 when 'error' then 3 end
{%- endmacro %}
