with

accounts as (
    select * from {{ ref('stg_crm__accounts') }}
),

segments as (
    select * from {{ ref('account_segments') }}
),

countries as (
    select * from {{ mesh_commons.reference('countries') }}
),

final as (
    select
        accounts.account_id,
        accounts.account_name,
        accounts.country_code,
        countries.country_common_name as country_name,
        segments.segment_name,
        accounts.rep_id
    from accounts
    left join segments
        on accounts.segment_code = segments.segment_code
    left join countries
        on accounts.country_code = countries.country_code
)

select * from final
