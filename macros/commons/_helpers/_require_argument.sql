{% macro _require_argument(test, name, value, example) %}
    {#- A generic test without an argument that it needs: dbt hands over an undefined value and says nothing. -#}
    {%- if value is not defined or value is none or (value is sequence and value | length == 0) -%}
        {{ exceptions.raise_compiler_error(
            test ~ ": the argument '" ~ name ~ "' is missing. Write it under `arguments:`, such as " ~ example ~ "."
        ) }}
    {%- endif -%}
{% endmacro %}
