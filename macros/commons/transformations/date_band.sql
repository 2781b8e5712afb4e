{% macro date_band(column, as_of=none, upper_bounds=[30, 60, 90]) -%}
    {%- set bounds = mesh_commons._band_bounds(upper_bounds, 'upper_bounds', 'date_band') -%}
    {%- set day = mesh_commons._run_date() if as_of is none else 'cast(' ~ as_of ~ ' as date)' -%}
    {%- set days = dbt.datediff('cast(' ~ column ~ ' as date)', day, 'day') -%}
    case
        when {{ days }} < 0 then 'in the future'
        {%- for bound in bounds %}
        when {{ days }} <= {{ bound }} then '{{ 0 if loop.first else bounds[loop.index0 - 1] + 1 }}-{{ bound }} days'
        {%- endfor %}
        when {{ days }} is not null then 'over {{ bounds | last }} days'
    end
{%- endmacro %}
