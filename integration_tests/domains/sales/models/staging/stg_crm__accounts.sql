with

source as (
    select * from {{ source('crm', 'accounts') }}
),

final as (
    select
        account_id,
        account_name,
        {{ mesh_commons.conform_code('country_code') }} as country_code,
        segment_code,
        rep_id
    from source
)

select * from final
