{% macro _unnumbered(name) %}
    {#- The name of a column without its digits: `address_line_2` is named like `address_line`. -#}
    {%- set letters = "translate(" ~ name ~ ", '0123456789', '')" -%}
    case
        when {{ dbt.right(letters, 1) }} = '_' then substr({{ letters }}, 1, length({{ letters }}) - 1)
        else {{ letters }}
    end
{%- endmacro %}
