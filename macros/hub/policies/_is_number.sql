{% macro _is_number(text) %}
    {#- Whether a text is digits with one point at most: to cast any other is an error on most engines. -#}
    ({{ text }} not in ('', '.') and translate({{ text }}, '0123456789', '') in ('', '.'))
{%- endmacro %}
