{% macro _counts_by_history(model, history, periods) -%}
{#- CTEs that end in `counts`: the rows of the model now, and the mean of the last counts that were noted. -#}
noted as (
    select
        row_count,
        row_number() over (order by counted_at desc) as recency
    from {{ history }}
),

mean_of_history as (
    select
        {{ mesh_commons._as_double('avg(row_count)') }} as mean_row_count,
        count(*) as periods_compared
    from noted
    where recency <= {{ periods }}
),

counted as (
    select count(*) as row_count
    from {{ model }}
),

counts as (
    select
        counted.row_count,
        mean_of_history.mean_row_count,
        mean_of_history.periods_compared
    from counted
    cross join mean_of_history
)
{%- endmacro %}
