{% test has_unique_grain(model, columns) %}

with

rows_per_grain as (
    select
        {{ columns | join(',\n        ') }},
        count(*) as row_count
    from {{ model }}
    group by {{ columns | join(', ') }}
)

select * from rows_per_grain
where row_count > 1

{% endtest %}
