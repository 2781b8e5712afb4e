with

cases as (
    select * from {{ ref('phone_cases') }}
),

plain_cases as (
    select
        case_id,
        {{ plain('written') }} as written,
        expected_british,
        expected_american,
        expected_italian
    from cases
),

final as (
    select
        case_id,
        {{ mesh_commons.normalise_phone('written', 44) }} as british,
        expected_british,
        {{ mesh_commons.normalise_phone('written', 1) }} as american,
        expected_american,
        {{ mesh_commons.normalise_phone('written', '39', trunk_prefix='') }} as italian,
        expected_italian
    from plain_cases
)

select * from final
