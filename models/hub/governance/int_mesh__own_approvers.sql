-- Who belongs to a domain, and so may not approve its exceptions where the mesh says so: its owner and those who may
-- read all of it.
with

domains as (
    select * from {{ ref('dim_mesh__domains') }}
),

principals as (
    select * from {{ ref('stg_registry__principals') }}
),

final as (
    select
        domain,
        lower(owner_name) as approver
    from domains
    where owner_name is not null
    union
    select
        domain,
        lower(owner_email) as approver
    from domains
    where owner_email is not null
    union
    select
        domain,
        lower(principal) as approver
    from principals
    where role = 'member' and principal is not null
)

select * from final
