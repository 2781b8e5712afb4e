{% macro age_band(age, lower_bounds=[0, 18, 25, 35, 45, 55, 65, 75, 90]) -%}
    {%- set bounds = mesh_commons._band_bounds(lower_bounds, 'lower_bounds', 'age_band') -%}
    case
        {%- for bound in bounds | reverse %}
        {%- set label = bound ~ '+' if loop.first else bound ~ '-' ~ (bounds[bounds | length - loop.index0] - 1) %}
        when {{ age }} >= {{ bound }} then '{{ label }}'
        {%- endfor %}
    end
{%- endmacro %}
