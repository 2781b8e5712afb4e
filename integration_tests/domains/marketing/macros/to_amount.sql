{% macro to_amount(cents) -%}
    cast({{ cents }} as double) / 100
{%- endmacro %}
