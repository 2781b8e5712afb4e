with

source as (
    select * from {{ source('crm', 'accounts') }}
),

final as (
    select
        account_id,
        account_name,
        rep_id,
        {{ mesh_commons.conform_code('country_code') }} as country_code
    from source
)

select * from final
