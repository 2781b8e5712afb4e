{% macro to_amount(cents) -%}
    cast({{ cents }} / 100.0 as decimal(18, 2))
{%- endmacro %}
