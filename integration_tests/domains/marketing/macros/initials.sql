{% macro initials(first_name, last_name) %}
    upper(substr({{ first_name }}, 1, 1)) || upper(substr({{ last_name }}, 1, 1))
{% endmacro %}
