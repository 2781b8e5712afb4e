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

registered_schemas as (
    select * from {{ ref('stg_registry__schemas') }}
),

-- a source that no model reads claims nothing; one that the mesh builds is a back door, not a claim
claims as (
    select
        sources.relation_key,
        coalesce(sources.adapter_type, '') as adapter_type,
        relationships.child_domain as domain,
        min(sources.project_name) as project_name,
        min(sources.unique_id) as unique_id,
        min(sources.database_name) as database_name,
        min(sources.schema_name) as schema_name
    from relationships
    inner join resources as sources
        on
            relationships.parent_project_name = sources.project_name
            and relationships.parent_unique_id = sources.unique_id
    left join relation_matches
        on
            sources.project_name = relation_matches.child_project_name
            and sources.unique_id = relation_matches.child_unique_id
    where
        relationships.relationship_type = 'depends_on'
        and sources.resource_type = 'source'
        and relationships.child_resource_type = 'model'
        and relation_matches.child_unique_id is null
        and sources.relation_key is not null
    group by sources.relation_key, coalesce(sources.adapter_type, ''), relationships.child_domain
),

contested as (
    select
        relation_key,
        adapter_type,
        {{ dbt.listagg('domain', "', '", 'order by domain') }} as domains
    from claims
    group by relation_key, adapter_type
    having count(*) > 1
),

registered_owners as (
    select
        claims.relation_key,
        claims.adapter_type,
        min(registered_schemas.domain) as domain
    from claims
    inner join registered_schemas
        on
            lower(claims.schema_name) = registered_schemas.schema_name
            and coalesce(registered_schemas.database_name, lower(claims.database_name), '')
            = coalesce(lower(claims.database_name), '')
    group by claims.relation_key, claims.adapter_type
),

final as (
    select
        'always' as condition,
        claims.domain,
        claims.project_name,
        claims.unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        contested.domains,
        coalesce(registered_owners.domain, 'nobody') as owner_domain
    from claims
    inner join contested
        on
            claims.relation_key = contested.relation_key
            and claims.adapter_type = contested.adapter_type
    left join registered_owners
        on
            claims.relation_key = registered_owners.relation_key
            and claims.adapter_type = registered_owners.adapter_type
    where registered_owners.domain is null or registered_owners.domain <> claims.domain
)

select * from final
