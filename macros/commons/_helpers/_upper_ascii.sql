{% macro _upper_ascii(expression) %}
    {#- `upper` follows the database's collation (ß, the Turkish i); codes are ASCII and must not. -#}
    {{ return("translate(" ~ expression ~ ", 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')") }}
{% endmacro %}
