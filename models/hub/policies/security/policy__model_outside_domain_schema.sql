with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

project_targets as (
    select * from {{ ref('int_mesh__project_targets') }}
),

registered_schemas as (
    select * from {{ ref('stg_registry__schemas') }}
),

own_resources as (
    select
        project_name,
        unique_id
    from resources
    where is_own
),

-- where a developer or a CI builds says nothing of the domain; the copy of another project is built there
built as (
    select
        resources.project_name,
        resources.unique_id,
        resources.domain,
        resources.warehouse,
        lower(resources.database_name) as database_key,
        lower(resources.schema_name) as schema_key
    from resources
    inner join project_targets
        on resources.project_name = project_targets.project_name
    left join own_resources
        on
            resources.unique_id = own_resources.unique_id
            and resources.project_name <> own_resources.project_name
    where
        resources.is_materialized
        and project_targets.is_production
        and own_resources.unique_id is null
),

schema_names as (
    select distinct
        domain,
        schema_name
    from registered_schemas
),

numbered_schemas as (
    select
        domain,
        schema_name,
        row_number() over (partition by domain order by schema_name) as schema_number
    from schema_names
),

home_schemas as (
    select
        domain,
        {{ dbt.listagg(
            "case when schema_number > 10 then '...' else schema_name end", "', '", 'order by schema_number'
        ) }} as home_schemas
    from numbered_schemas
    where schema_number <= 11
    group by domain
),

places as (
    select distinct
        domain,
        warehouse,
        database_key,
        schema_key
    from built
),

-- `finance_staging` is one of finance's, unless another domain has that very name: the more specific owner wins
owners as (
    select
        places.domain,
        places.warehouse,
        places.database_key,
        places.schema_key,
        registered_schemas.domain as owner_domain,
        row_number() over (
            partition by places.domain, places.warehouse, places.database_key, places.schema_key
            order by
                length(registered_schemas.schema_name) desc,
                case when registered_schemas.database_name is null then 1 else 0 end,
                case when registered_schemas.domain = places.domain then 0 else 1 end,
                registered_schemas.domain
        ) as owner_number
    from places
    inner join registered_schemas
        on
            {{ mesh_commons._is_schema_of('places.schema_key', 'registered_schemas.schema_name') }}
            and coalesce(registered_schemas.database_name, places.database_key, '') = coalesce(places.database_key, '')
            -- in another warehouse the name means another schema
            and (
                places.domain = registered_schemas.domain
                or places.warehouse = coalesce(registered_schemas.warehouse, places.warehouse)
            )
),

-- a domain that declares no schema has not said where it builds: it is not judged
final as (
    select
        case when owners.owner_domain is null then 'unowned' else 'foreign' end as condition,
        built.domain,
        built.project_name,
        built.unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        owners.owner_domain,
        home_schemas.home_schemas
    from built
    inner join home_schemas
        on built.domain = home_schemas.domain
    left join owners
        on
            built.domain = owners.domain
            and built.warehouse = owners.warehouse
            and coalesce(built.database_key, '') = coalesce(owners.database_key, '')
            and built.schema_key = owners.schema_key
            and owners.owner_number = 1
    where owners.owner_domain is null or owners.owner_domain <> built.domain
)

select * from final
