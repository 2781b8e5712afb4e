with

grants as (
    select * from {{ ref('stg_artifacts__grants') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

principals as (
    select * from {{ ref('stg_registry__principals') }}
),

evidence_gaps as (
    select * from {{ ref('int_mesh__evidence_gaps') }}
),

-- a domain that names nobody has not said who may read
unknown_projects as (
    select distinct project_name
    from evidence_gaps
    where evidence in ('grants', 'principals') and counterpart_project_name is null
),

registered_domains as (
    select distinct domain
    from principals
),

granted as (
    select distinct
        resources.project_name,
        resources.unique_id,
        resources.domain,
        resources.access,
        grants.grantee
    from grants
    inner join resources
        on
            grants.project_name = resources.project_name
            and grants.unique_id = resources.unique_id
    left join unknown_projects
        on grants.project_name = unknown_projects.project_name
    inner join registered_domains
        on resources.domain = registered_domains.domain
    where resources.is_own and unknown_projects.project_name is null
),

allowed as (
    select
        granted.project_name,
        granted.unique_id,
        granted.grantee,
        max(
            case when principals.role = 'member' or granted.access = 'public' then 1 else 0 end
        ) as is_allowed
    from granted
    inner join principals
        on
            granted.domain = principals.domain
            and lower(granted.grantee) = lower(principals.principal)
    group by granted.project_name, granted.unique_id, granted.grantee
),

faults as (
    select
        granted.project_name,
        granted.unique_id,
        granted.domain,
        case when allowed.grantee is null then 'outsider' else 'reader' end as condition,
        granted.grantee,
        row_number() over (
            partition by
                granted.project_name,
                granted.unique_id,
                case when allowed.grantee is null then 'outsider' else 'reader' end
            order by granted.grantee
        ) as grantee_number
    from granted
    left join allowed
        on
            granted.project_name = allowed.project_name
            and granted.unique_id = allowed.unique_id
            and granted.grantee = allowed.grantee
    where coalesce(allowed.is_allowed, 0) = 0
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
    from faults
    where grantee_number <= 10
    group by condition, domain, project_name, unique_id
)

select * from final
