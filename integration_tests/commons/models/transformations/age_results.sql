with

cases as (
    select * from {{ ref('age_cases') }}
),

aged as (
    select
        *,
        {{ mesh_commons.age_in_years('born_on', as_of='as_of') }} as age
    from cases
),

final as (
    select
        case_id,
        age,
        expected_age,
        {{ mesh_commons.age_band('age') }} as band,
        expected_band,
        {{ mesh_commons.age_band('age', lower_bounds=[18, 25]) }} as short_band,
        case
            when expected_age >= 25 then '25+'
            when expected_age >= 18 then '18-24'
        end as expected_short_band,
        -- with no day given, the day of the run counts
        {{ mesh_commons.age_in_years(dbt.dateadd('year', -10, mesh_commons._run_date())) }} as age_today,
        10 as expected_age_today
    from aged
)

select * from final
