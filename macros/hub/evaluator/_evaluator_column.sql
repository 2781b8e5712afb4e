{% macro _evaluator_column(stored_name, column) %}
    {#-
        One column of a union: cast to its documented type, or null of that type where the project lacks it.
        Some versions of dbt have turned the logical type into the engine's by now; doing it twice changes nothing.
    -#}
    {%- set type = api.Column.translate_type(column.data_type) -%}
    cast({{ adapter.quote(stored_name) if stored_name else 'null' }} as {{ type }}) as {{ column.name }}
{%- endmacro %}
