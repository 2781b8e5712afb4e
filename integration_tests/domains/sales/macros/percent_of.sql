{% macro percent_of(part, whole) %}
    case when {{ whole }} <> 0 then 100.0 * {{ part }} / {{ whole }} end
{% endmacro %}
