{% macro _place_value(value) %}
    {#- The SQL expression `value` as the text that takes a place: never null, its braces put aside. -#}
    {%- set text = "coalesce(cast(" ~ value ~ " as " ~ dbt.type_string() ~ "), 'unknown')" -%}
    {{ return(dbt.replace(text, "'{'", "'\u2983'")) }}
{% endmacro %}
