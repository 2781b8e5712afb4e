{%- set calendar = mesh_commons._calendar_range() -%}

with

digits as (
    select 0 as digit
    union all
    select 1 as digit
    union all
    select 2 as digit
    union all
    select 3 as digit
    union all
    select 4 as digit
    union all
    select 5 as digit
    union all
    select 6 as digit
    union all
    select 7 as digit
    union all
    select 8 as digit
    union all
    select 9 as digit
),

day_numbers as (
    select
        ones.digit
        + 10 * tens.digit
        + 100 * hundreds.digit
        + 1000 * thousands.digit
        + 10000 * ten_thousands.digit as day_number
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
    cross join digits as ten_thousands
),

-- the day of the week is counted from the first day, because engines disagree on where a week starts
days as (
    select
        cast({{ dbt.dateadd('day', 'day_number', "cast('" ~ calendar.first_day ~ "' as date)") }} as date) as date_day,
        mod(day_number + {{ calendar.first_weekday - 1 }}, 7) + 1 as iso_day_of_week
    from day_numbers
    where day_number < {{ calendar.day_count }}
),

-- the ISO year and week of a day are those of the Thursday of its week
day_parts as (
    select
        date_day,
        iso_day_of_week,
        cast(extract(year from date_day) as {{ dbt.type_int() }}) as year_number,
        cast(extract(month from date_day) as {{ dbt.type_int() }}) as month_number,
        cast(extract(day from date_day) as {{ dbt.type_int() }}) as day_of_month,
        cast({{ dbt.date_trunc('year', 'date_day') }} as date) as year_start_date,
        cast({{ dbt.date_trunc('month', 'date_day') }} as date) as month_start_date,
        cast({{ dbt.dateadd('day', '1 - iso_day_of_week', 'date_day') }} as date) as week_start_date,
        cast({{ dbt.dateadd('day', '4 - iso_day_of_week', 'date_day') }} as date) as week_thursday
    from days
),

thursday_parts as (
    select
        date_day,
        iso_day_of_week,
        year_number,
        month_number,
        day_of_month,
        year_start_date,
        month_start_date,
        week_start_date,
        week_thursday,
        cast({{ dbt.date_trunc('year', 'week_thursday') }} as date) as iso_year_start
    from day_parts
),

calendar_parts as (
    select
        date_day,
        iso_day_of_week,
        year_number,
        month_number,
        day_of_month,
        year_start_date,
        month_start_date,
        week_start_date,
        {{ dbt.datediff('year_start_date', 'date_day', 'day') }}
        + 1 as day_of_year,
        cast(extract(year from week_thursday) as {{ dbt.type_int() }}) as iso_year,
        {{ dbt.datediff('iso_year_start', 'week_thursday', 'day') }}
            as days_to_thursday,
        mod(month_number + {{ 12 - calendar.fiscal_first_month }}, 12) + 1 as fiscal_period,
        case
            when {{ calendar.fiscal_first_month }} > 1 and month_number >= {{ calendar.fiscal_first_month }}
                then year_number + 1
            else year_number
        end as fiscal_year,
        cast({{ dbt.dateadd('month', 1, 'month_start_date') }} as date) as next_month_start_date
    from thursday_parts
),

numbered_days as (
    select
        date_day,
        iso_day_of_week,
        year_number,
        month_number,
        day_of_month,
        day_of_year,
        iso_year,
        fiscal_year,
        fiscal_period,
        week_start_date,
        month_start_date,
        next_month_start_date,
        year_start_date,
        cast(floor(days_to_thursday / 7.0) as {{ dbt.type_int() }}) + 1 as iso_week,
        cast(floor((month_number + 2) / 3.0) as {{ dbt.type_int() }}) as quarter_number,
        cast(floor((fiscal_period + 2) / 3.0) as {{ dbt.type_int() }}) as fiscal_quarter
    from calendar_parts
),

final as (
    select
        date_day,
        cast(year_number as {{ dbt.type_int() }}) as year_number,
        cast(quarter_number as {{ dbt.type_int() }}) as quarter_number,
        cast(month_number as {{ dbt.type_int() }}) as month_number,
        case month_number
            when 1 then 'January'
            when 2 then 'February'
            when 3 then 'March'
            when 4 then 'April'
            when 5 then 'May'
            when 6 then 'June'
            when 7 then 'July'
            when 8 then 'August'
            when 9 then 'September'
            when 10 then 'October'
            when 11 then 'November'
            when 12 then 'December'
        end as month_name,
        cast(day_of_month as {{ dbt.type_int() }}) as day_of_month,
        cast(day_of_year as {{ dbt.type_int() }}) as day_of_year,
        cast(iso_year as {{ dbt.type_int() }}) as iso_year,
        cast(iso_week as {{ dbt.type_int() }}) as iso_week,
        {{ dbt.concat([
            'cast(iso_year as ' ~ dbt.type_string() ~ ')',
            "case when iso_week < 10 then '-W0' else '-W' end",
            'cast(iso_week as ' ~ dbt.type_string() ~ ')',
        ]) }} as iso_week_code,
        cast(iso_day_of_week as {{ dbt.type_int() }}) as iso_day_of_week,
        case iso_day_of_week
            when 1 then 'Monday'
            when 2 then 'Tuesday'
            when 3 then 'Wednesday'
            when 4 then 'Thursday'
            when 5 then 'Friday'
            when 6 then 'Saturday'
            when 7 then 'Sunday'
        end as day_name,
        iso_day_of_week >= 6 as is_weekend,
        -- the day before the first of March tells leap years without a rule of ours
        extract(day from {{ dbt.dateadd('day', -1, dbt.dateadd('month', 2, 'year_start_date')) }}) = 29 as is_leap_year,
        week_start_date,
        month_start_date,
        cast({{ dbt.dateadd('day', -1, 'next_month_start_date') }} as date) as month_end_date,
        year_start_date,
        cast(fiscal_year as {{ dbt.type_int() }}) as fiscal_year,
        cast(fiscal_quarter as {{ dbt.type_int() }}) as fiscal_quarter,
        cast(fiscal_period as {{ dbt.type_int() }}) as fiscal_period,
        cast({{ dbt.dateadd('month', '1 - fiscal_period', 'month_start_date') }} as date) as fiscal_year_start_date
    from numbered_days
)

select * from final
