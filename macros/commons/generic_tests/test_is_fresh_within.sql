{% test is_fresh_within(model, column_name, count, period='hour') %}
    {%- do mesh_commons._require_argument('is_fresh_within', 'count', count, 'count: 24') -%}
    {%- set seconds_of = {'minute': 60, 'hour': 3600, 'day': 86400} -%}
    {%- if period not in seconds_of or count is not number or count <= 0 -%}
        {{ exceptions.raise_compiler_error(
            "is_fresh_within: the service level is '" ~ count ~ " " ~ period
            ~ "'. Give a count above 0 and the period minute, hour or day."
        ) }}
    {%- endif -%}

with

newest as (
    select max({{ column_name }}) as newest_at
    from {{ model }}
),

aged as (
    select
        newest_at,
        {{ run_started_at.timestamp() | int }} - {{ mesh_commons._epoch_seconds('newest_at') }} as age_in_seconds
    from newest
),

-- a model without a single time is not fresh
validation_errors as (
    select
        newest_at,
        age_in_seconds,
        {{ (count * seconds_of[period]) | int }} as allowed_seconds
    from aged
    where
        newest_at is null
        or age_in_seconds > {{ (count * seconds_of[period]) | int }}
)

select * from validation_errors

{% endtest %}
