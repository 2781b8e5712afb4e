{{ config(schema='shared') }}

with

days as (
    select * from {{ mesh_commons.reference('calendar') }}
),

final as (
    select
        date_day as calendar_date,
        not is_weekend as is_working_day
    from days
    where year_number = 2026
)

select * from final
