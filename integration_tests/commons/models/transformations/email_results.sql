with

cases as (
    select * from {{ ref('email_cases') }}
),

plain_cases as (
    select
        case_id,
        {{ plain('written') }} as written,
        expected_email
    from cases
),

final as (
    select
        case_id,
        {{ mesh_commons.normalise_email('written') }} as email,
        expected_email
    from plain_cases
)

select * from final
