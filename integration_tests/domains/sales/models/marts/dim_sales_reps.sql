with

reps as (
    select * from {{ source('crm', 'reps') }}
),

accounts as (
    select * from {{ ref('stg_crm__accounts') }}
),

final as (
    select
        reps.rep_id,
        reps.rep_name,
        left(reps.rep_name, 1) as rep_initial,
        {{ mesh_commons.normalise_email('reps.email') }} as email,
        count(accounts.account_id) as account_count
    from reps
    left join accounts
        on reps.rep_id = accounts.rep_id
    group by reps.rep_id, reps.rep_name, reps.email
)

select * from final
