with

possible_matches as (
    select * from {{ ref('int_mesh__possible_matches') }}
),

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

own_schemas as (
    select distinct
        project_name,
        lower(schema_name) as schema_key
    from resources
    where is_materialized
),

-- of what was parsed for elsewhere nothing is listed: it is not judged; what has a source for its parent reads it
readers as (
    select distinct
        relationships.child_domain as domain,
        possible_matches.child_project_name as project_name,
        possible_matches.child_unique_id as unique_id,
        possible_matches.parent_project_name,
        possible_matches.parent_unique_id
    from possible_matches
    inner join relationships
        on
            possible_matches.child_project_name = relationships.parent_project_name
            and possible_matches.child_unique_id = relationships.parent_unique_id
    inner join resources as builders
        on
            possible_matches.parent_project_name = builders.project_name
            and possible_matches.parent_unique_id = builders.unique_id
    where
        relationships.child_domain <> builders.domain
        and not possible_matches.is_parent_elsewhere
),

-- the first builder stands for all; in a schema that the reader builds in, the table may as well be its own
ranked as (
    select
        readers.*,
        row_number() over (
            partition by readers.domain, readers.project_name, readers.unique_id
            order by readers.parent_project_name, readers.parent_unique_id
        ) as builder_number
    from readers
    inner join resources as sources
        on
            readers.project_name = sources.project_name
            and readers.unique_id = sources.unique_id
    left join own_schemas
        on
            readers.project_name = own_schemas.project_name
            and lower(sources.schema_name) = own_schemas.schema_key
    where own_schemas.project_name is null
),

final as (
    select
        'always' as condition,
        domain,
        project_name,
        unique_id,
        parent_project_name as related_project_name,
        parent_unique_id as related_unique_id
    from ranked
    where builder_number = 1
)

select * from final
