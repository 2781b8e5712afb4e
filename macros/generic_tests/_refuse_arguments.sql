{% macro _refuse_arguments(test, unknown, known) %}
    {#- A misspelt argument, told in the words of the person who wrote the YAML. -#}
    {%- for name in unknown -%}
        {{ exceptions.raise_compiler_error(
            test ~ ": no argument '" ~ name ~ "'. It takes " ~ known | join(', ') ~ ". Correct the name under `arguments:`."
        ) }}
    {%- endfor -%}
{% endmacro %}
