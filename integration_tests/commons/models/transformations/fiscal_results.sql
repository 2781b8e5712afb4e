with

cases as (
    select * from {{ ref('fiscal_cases') }}
),

final as (
    select
        case_id,
        {{ mesh_commons.fiscal_year('dated_on') }} as year,
        expected_year,
        {{ mesh_commons.fiscal_quarter('dated_on') }} as quarter,
        expected_quarter,
        {{ mesh_commons.fiscal_period('dated_on') }} as period,
        expected_period,
        {{ mesh_commons.fiscal_year('dated_on', first_month=10) }} as october_year,
        expected_october_year,
        {{ mesh_commons.fiscal_quarter('dated_on', first_month=10) }} as october_quarter,
        expected_october_quarter,
        {{ mesh_commons.fiscal_period('dated_on', first_month=10) }} as october_period,
        expected_october_period,
        {{ mesh_commons.fiscal_year('dated_on', first_month=1) }} as january_year,
        expected_january_year,
        {{ mesh_commons.fiscal_quarter('dated_on', first_month=1) }} as january_quarter,
        expected_january_quarter,
        {{ mesh_commons.fiscal_period('dated_on', first_month=1) }} as january_period,
        expected_january_period
    from cases
)

select * from final
