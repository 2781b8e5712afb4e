{% macro _text(expression) %}
    {{ return("cast(" ~ expression ~ " as " ~ dbt.type_string() ~ ")") }}
{% endmacro %}
