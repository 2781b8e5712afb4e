{% test row_count_within_band(model, date_column=none, history=none, period='day', periods=7, tolerance_ratio=0.5) %}
    {%- if (date_column is none) == (history is none) -%}
        {{ exceptions.raise_compiler_error(
            "row_count_within_band: give either date_column, to compare the model's own last period with those before, "
            ~ "or history, a relation with the columns counted_at and row_count."
        ) }}
    {%- endif -%}
    {%- if periods is not integer or periods < 1 or tolerance_ratio is not number or tolerance_ratio < 0 -%}
        {{ exceptions.raise_compiler_error(
            "row_count_within_band: periods is '" ~ periods ~ "' and tolerance_ratio '" ~ tolerance_ratio
            ~ "'. Give a whole number of periods, 1 or more, and a ratio of 0 or more."
        ) }}
    {%- endif -%}

with

{% if history is none -%}
{{ mesh_commons._counts_by_period(model, date_column, period, periods) }}
{%- else -%}
{{ mesh_commons._counts_by_history(model, history, periods) }}
{%- endif %},

-- without a period to compare with, nothing is proved
validation_errors as (
    select
        row_count,
        mean_row_count,
        periods_compared,
        case when periods_compared = 0 then 'has no history' else 'is outside the band' end as reason
    from counts
    where
        periods_compared = 0
        or abs(row_count - mean_row_count) > mean_row_count * cast({{ tolerance_ratio }} as {{ dbt.type_numeric() }})
)

select * from validation_errors

{% endtest %}
