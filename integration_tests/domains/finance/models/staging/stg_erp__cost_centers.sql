with

source as (
    select * from {{ source('erp', 'cost_centers') }}
),

final as (
    select
        cost_center_id,
        cost_center_name,
        is_active
    from source
)

select * from final
