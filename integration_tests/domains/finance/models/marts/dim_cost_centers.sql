with

cost_centers as (
    select * from {{ ref('stg_erp__cost_centers') }}
),

final as (
    select
        cost_center_id,
        cost_center_name,
        is_active
    from cost_centers
)

select * from final
