{% macro share_in_percent(part, whole) %}
    -- of nothing there is no share
    case when {{ whole }} <> 0 then 100.0 * {{ part }} / {{ whole }} end
{% endmacro %}
