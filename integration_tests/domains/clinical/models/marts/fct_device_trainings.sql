with

trainings as (
    select * from {{ ref('stg_clinical__trainings') }}
),

devices as (
    select * from {{ ref('dim_devices') }}
),

final as (
    select
        trainings.training_id,
        trainings.device_id,
        devices.product_id,
        trainings.trained_on,
        trainings.participant_count
    from trainings
    inner join devices
        on trainings.device_id = devices.device_id
)

select * from final
