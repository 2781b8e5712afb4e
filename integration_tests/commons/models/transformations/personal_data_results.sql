with

cases as (
    select * from {{ ref('personal_data_cases') }}
),

plain_cases as (
    select
        case_id,
        {{ plain('written') }} as written
    from cases
),

final as (
    select
        case_id,
        written,
        {{ mesh_commons.hash_personal_data('written') }} as hashed,
        {{ mesh_commons.mask_email('written') }} as masked_email,
        {{ mesh_commons.mask_text('written', prefix='person') }} as masked_text
    from plain_cases
)

select * from final
