{% test has_unique_grain(model, columns) %}
    {%- do mesh_commons._require_argument('has_unique_grain', 'columns', columns, 'columns: [order_id, line_number]') -%}
    {%- if columns is string -%}
        {{ exceptions.raise_compiler_error(
            "has_unique_grain: columns is '" ~ columns ~ "'. Write it as a list: columns: [" ~ columns ~ "]."
        ) }}
    {%- endif -%}

with

validation_errors as (
    select
        {{ columns | join(',\n        ') }},
        count(*) as rows_of_grain
    from {{ model }}
    group by {{ columns | join(', ') }}
    having
        count(*) > 1
        {%- for column in columns %}
        or {{ column }} is null
        {%- endfor %}
)

select * from validation_errors

{% endtest %}
