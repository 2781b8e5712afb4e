with

people as (
    select * from {{ ref('masked_people') }}
),

counted as (
    select
        count(*) as inputs,
        count(distinct written) as distinct_inputs,
        count(distinct hashed) as hashes,
        count(distinct masked_email) as masked_emails,
        count(distinct masked_text) as masked_texts
    from people
)

select *
from counted
where
    inputs <> 100000
    or distinct_inputs <> inputs
    or hashes <> inputs
    or masked_emails <> inputs
    or masked_texts <> inputs
