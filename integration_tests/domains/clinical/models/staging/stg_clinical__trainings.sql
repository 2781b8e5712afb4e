with

source as (
    select * from {{ source('clinical', 'trainings') }}
),

final as (
    select
        training_id,
        device_id,
        trained_on,
        cast(participant_count as integer) as participant_count
    from source
)

select * from final
