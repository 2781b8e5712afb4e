{% macro _counts_by_period(model, date_column, period, periods) -%}
{#-
    CTEs that end in `counts`: the rows of the last whole period before this run, and the mean of those before it.
    A period without rows counts as nought; periods before the first row do not count.
-#}
{%- if period not in ('hour', 'day', 'week', 'month') -%}
    {{ exceptions.raise_compiler_error(
        "row_count_within_band: period is '" ~ period ~ "'. Give hour, day, week or month."
    ) }}
{%- endif -%}
{%- set now = "cast('" ~ run_started_at.strftime('%Y-%m-%d %H:%M:%S') ~ "' as " ~ dbt.type_timestamp() ~ ")" -%}
{%- set this_period = dbt.date_trunc(period, now) -%}
bounds as (
    select
        {{ this_period }} as ended_at,
        {{ dbt.dateadd(period, -1, this_period) }} as began_at,
        {{ dbt.dateadd(period, -1 - periods, this_period) }} as history_began_at
),

dated as (
    select cast({{ date_column }} as {{ dbt.type_timestamp() }}) as dated_at
    from {{ model }}
),

sums as (
    select
        sum(case when dated.dated_at >= bounds.began_at then 1 else 0 end) as row_count,
        sum(
            case when dated.dated_at >= bounds.history_began_at and dated.dated_at < bounds.began_at then 1 else 0 end
        ) as history_row_count,
        min(dated.dated_at) as first_dated_at,
        bounds.began_at
    from bounds
    left join dated
        on dated.dated_at < bounds.ended_at
    group by bounds.began_at
),

periods as (
    select
        row_count,
        history_row_count,
        case
            when first_dated_at is null or first_dated_at >= began_at then 0
            when {{ dbt.datediff('first_dated_at', 'began_at', period) }} < {{ periods }}
                then {{ dbt.datediff('first_dated_at', 'began_at', period) }}
            else {{ periods }}
        end as periods_compared
    from sums
),

counts as (
    select
        row_count,
        periods_compared,
        {{ mesh_commons.safe_divide('history_row_count', 'periods_compared') }} as mean_row_count
    from periods
)
{%- endmacro %}
