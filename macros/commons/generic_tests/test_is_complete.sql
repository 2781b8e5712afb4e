{% test is_complete(model, column_name, at_least=1.0) %}
    {%- if at_least is not number or at_least <= 0 or at_least > 1 -%}
        {{ exceptions.raise_compiler_error(
            "is_complete: at_least is '" ~ at_least ~ "'. Give the ratio of rows that have to be filled, above 0 and up to 1."
        ) }}
    {%- endif -%}
    {%- set text = mesh_commons._trim_space(mesh_commons._text(column_name)) -%}

with

counted as (
    select
        count(*) as row_count,
        count(nullif({{ text }}, '')) as filled_count
    from {{ model }}
),

-- a model without rows is not complete
validation_errors as (
    select
        row_count,
        filled_count,
        {{ mesh_commons.safe_divide('filled_count', 'row_count') }} as complete_ratio
    from counted
    where
        row_count = 0
        or filled_count < row_count * cast({{ at_least }} as {{ dbt.type_numeric() }})
)

select * from validation_errors

{% endtest %}
