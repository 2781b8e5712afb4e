with

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

relation_matches as (
    select * from {{ ref('int_mesh__relation_matches') }}
),

possible_matches as (
    select * from {{ ref('int_mesh__possible_matches') }}
),

unread_matches as (
    select * from {{ ref('int_mesh__unread_matches') }}
),

registered_schemas as (
    select * from {{ ref('stg_registry__schemas') }}
),

-- a project that was parsed for elsewhere, or not gathered whole, may build these: they are not judged
unjudged_sources as (
    select
        child_project_name as project_name,
        child_unique_id as unique_id
    from possible_matches
    where is_parent_elsewhere
    union
    select
        child_project_name as project_name,
        child_unique_id as unique_id
    from unread_matches
),

-- a source that nothing reads to build something claims nothing; one that the mesh builds is a back door, not a claim
claiming_sources as (
    select distinct
        sources.relation_key,
        sources.warehouse,
        relationships.child_domain as domain,
        sources.project_name,
        sources.unique_id,
        lower(sources.database_name) as database_name,
        lower(sources.schema_name) as schema_name
    from relationships
    inner join resources as sources
        on
            relationships.parent_project_name = sources.project_name
            and relationships.parent_unique_id = sources.unique_id
    left join relation_matches
        on
            sources.project_name = relation_matches.child_project_name
            and sources.unique_id = relation_matches.child_unique_id
    left join unjudged_sources
        on
            sources.project_name = unjudged_sources.project_name
            and sources.unique_id = unjudged_sources.unique_id
    where
        sources.resource_type = 'source'
        -- a seed reads nothing, and what is only the same relation is a source
        and relationships.child_resource_type in ('model', 'snapshot')
        and relation_matches.child_unique_id is null
        and unjudged_sources.unique_id is null
),

-- one finding of all that a project declares of the table
claims as (
    select
        *,
        row_number() over (
            partition by relation_key, warehouse, domain, project_name order by unique_id
        ) as member_number
    from claiming_sources
),

claiming_domains as (
    select distinct
        relation_key,
        warehouse,
        domain
    from claiming_sources
),

contested as (
    select
        relation_key,
        warehouse,
        {{ dbt.listagg('domain', "', '", 'order by domain') }} as domains
    from claiming_domains
    group by relation_key, warehouse
    having count(*) > 1
),

claiming_projects as (
    select distinct
        relation_key,
        warehouse,
        project_name
    from claiming_sources
),

project_lists as (
    select
        relation_key,
        warehouse,
        {{ dbt.listagg('project_name', "' '", 'order by project_name') }} as involved_projects
    from claiming_projects
    group by relation_key, warehouse
),

-- who owns the schema of one database wins over who owns every schema of that name
owners as (
    select
        claims.relation_key,
        claims.warehouse,
        registered_schemas.domain,
        row_number() over (
            partition by claims.relation_key, claims.warehouse
            order by
                case when registered_schemas.database_name is null then 1 else 0 end,
                registered_schemas.domain
        ) as owner_number
    from claims
    inner join registered_schemas
        on
            claims.schema_name = registered_schemas.schema_name
            and coalesce(registered_schemas.database_name, claims.database_name, '')
            = coalesce(claims.database_name, '')
            -- the schema of that name in another warehouse is another one; claims are of warehouses that are known
            and coalesce(registered_schemas.warehouse, claims.warehouse) = claims.warehouse
),

-- who owns the schema in one warehouse is not blamed for reading it in another, where nobody owns it
own_claims as (
    select distinct
        claims.project_name,
        claims.unique_id,
        claims.domain
    from claims
    inner join registered_schemas
        on
            claims.domain = registered_schemas.domain
            and claims.schema_name = registered_schemas.schema_name
            and coalesce(registered_schemas.database_name, claims.database_name, '')
            = coalesce(claims.database_name, '')
    where coalesce(registered_schemas.warehouse, claims.warehouse) <> claims.warehouse
),

final as (
    select
        'always' as condition,
        claims.domain,
        claims.project_name,
        claims.unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        project_lists.involved_projects,
        claims.member_number,
        claims.relation_key,
        contested.domains,
        coalesce(owners.domain, 'nobody') as owner_domain
    from claims
    inner join contested
        on
            claims.relation_key = contested.relation_key
            and claims.warehouse = contested.warehouse
    inner join project_lists
        on
            claims.relation_key = project_lists.relation_key
            and claims.warehouse = project_lists.warehouse
    left join owners
        on
            claims.relation_key = owners.relation_key
            and claims.warehouse = owners.warehouse
            and owners.owner_number = 1
    left join own_claims
        on
            claims.project_name = own_claims.project_name
            and claims.unique_id = own_claims.unique_id
            and claims.domain = own_claims.domain
    where coalesce(owners.domain, own_claims.domain, '') <> claims.domain
)

select * from final
