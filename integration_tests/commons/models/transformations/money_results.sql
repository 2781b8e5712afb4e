with

cases as (
    select * from {{ ref('money_cases') }}
),

final as (
    select
        case_id,
        {{ mesh_commons.minor_units_to_amount('minor_units', 'exponent') }} as amount,
        expected_amount,
        {{ mesh_commons.amount_to_minor_units('amount', 'exponent') }} as minor_units,
        expected_minor_units,
        -- the same by the written exponent, where the case is about cents
        case when exponent = 2 then {{ mesh_commons.minor_units_to_amount('minor_units') }} else expected_amount end as cents_amount,
        expected_amount as expected_cents_amount,
        case when exponent = 2 then {{ mesh_commons.amount_to_minor_units('amount') }} else expected_minor_units end as cents,
        expected_minor_units as expected_cents,
        {{ old_amount('minor_units') }} as old_amount,
        {{ old_amount('minor_units') }} as expected_old_amount
    from cases
)

select * from final
