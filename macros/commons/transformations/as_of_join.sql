{% macro as_of_join(dimension, on, at, valid_from='valid_from', valid_to='valid_to') -%}
    left join {{ dimension }}
        on
            {{ on }}
            and {{ at }} >= {{ dimension }}.{{ valid_from }}
            and ({{ at }} < {{ dimension }}.{{ valid_to }} or {{ dimension }}.{{ valid_to }} is null)
{%- endmacro %}
