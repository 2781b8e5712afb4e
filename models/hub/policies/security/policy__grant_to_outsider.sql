with

grants as (
    select * from {{ ref('int_mesh__grants') }}
),

principals as (
    select * from {{ ref('stg_registry__principals') }}
),

-- a domain that names nobody has not said who may read: it is not judged
judged_domains as (
    select distinct domain
    from principals
),

judged_grants as (
    select grants.*
    from grants
    inner join judged_domains
        on grants.domain = judged_domains.domain
),

roles as (
    select
        judged_grants.project_name,
        judged_grants.unique_id,
        judged_grants.grantee,
        max(case when principals.role = 'member' then 1 else 0 end) = 1 as is_member
    from judged_grants
    inner join principals
        on
            judged_grants.domain = principals.domain
            and lower(judged_grants.grantee) = lower(principals.principal)
    group by judged_grants.project_name, judged_grants.unique_id, judged_grants.grantee
),

-- of a model nothing may say whether it is public
faults as (
    select
        judged_grants.project_name,
        judged_grants.unique_id,
        judged_grants.domain,
        judged_grants.grantee,
        case
            when roles.grantee is null then 'outsider'
            when roles.is_member or judged_grants.access = 'public' then null
            when judged_grants.access is null and judged_grants.resource_type = 'model' then null
            else 'reader'
        end as condition
    from judged_grants
    left join roles
        on
            judged_grants.project_name = roles.project_name
            and judged_grants.unique_id = roles.unique_id
            and judged_grants.grantee = roles.grantee
),

numbered as (
    select
        *,
        row_number() over (partition by project_name, unique_id, condition order by grantee) as grantee_number
    from faults
    where condition is not null
),

shown as (
    select
        project_name,
        unique_id,
        domain,
        condition,
        grantee_number,
        case when grantee_number > 10 then '...' else grantee end as grantee
    from numbered
    where grantee_number <= 11
),

final as (
    select
        condition,
        domain,
        project_name,
        unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        {{ dbt.listagg('grantee', "', '", 'order by grantee_number') }} as grantees
    from shown
    group by condition, domain, project_name, unique_id
)

select * from final
