{{ config(schema='shared') }}

with

days as (
    select cast(day as date) as calendar_date
    from generate_series(date '2026-01-01', date '2026-12-31', interval 1 day) as series (day)
),

final as (
    select
        calendar_date,
        month(calendar_date) in (7, 8) as is_summer_campaign
    from days
)

select * from final
