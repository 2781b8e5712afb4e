with

cases as (
    select * from {{ ref('date_band_cases') }}
),

final as (
    select
        case_id,
        {{ mesh_commons.date_band('due_on', as_of='as_of') }} as band,
        expected_band,
        {{ mesh_commons.date_band('due_on', as_of='as_of', upper_bounds=[7, 14]) }} as weeks,
        expected_weeks,
        {{ mesh_commons.date_band(dbt.dateadd('day', -31, mesh_commons._run_date())) }} as band_today,
        '31-60 days' as expected_band_today
    from cases
)

select * from final
