{% macro _evaluator_column(stored_name, column) %}
    {#-
        One column of a union: cast to its documented type, or null of that type where the project lacks it. A `float`
        is double precision, a `zoned_timestamp` keeps its zone.
        Some versions of dbt have turned the logical type into the engine's by now; doing it twice changes nothing.
    -#}
    {%- set value = adapter.quote(stored_name) if stored_name else 'null' -%}
    {%- set type = column.data_type | lower -%}
    {%- if type == 'float' -%}
        {{ mesh_commons._as_double(value) }}
    {%- elif type == 'zoned_timestamp' -%}
        {{ mesh_commons._as_zoned_timestamp(value) }}
    {%- else -%}
        cast({{ value }} as {{ api.Column.translate_type(column.data_type) }})
    {%- endif %} as {{ column.name }}
{%- endmacro %}
