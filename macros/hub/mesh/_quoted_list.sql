{# Values as a list of lower-case SQL strings, for a comparison that ignores case. #}
{% macro _quoted_list(values) %}
    {%- for value in values -%}
        '{{ dbt.escape_single_quotes(value | lower) }}'{{ ', ' if not loop.last }}
    {%- else -%}
        ''
    {%- endfor -%}
{% endmacro %}
