{% macro _lower_ascii(expression) %}
    {#- `lower` follows the database's collation; what is compared across engines must not. -#}
    {{ return("translate(" ~ expression ~ ", 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')") }}
{% endmacro %}
