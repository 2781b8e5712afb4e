{% test equals_expected(model, columns) %}
with

validation_errors as (
    {%- for column in columns %}
    select
        case_id,
        '{{ column }}' as column_name,
        {{ mesh_commons._text(column) }} as actual,
        {{ mesh_commons._text('expected_' ~ column) }} as expected
    from {{ model }}
    where {{ column }} is distinct from expected_{{ column }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from validation_errors
{% endtest %}
