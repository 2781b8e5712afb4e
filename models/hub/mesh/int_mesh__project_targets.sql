{%- set targets = [] -%}
{%- for name in mesh_commons._setting('mesh_production_targets') | map('lower') | unique -%}
    {%- do targets.append([name]) -%}
{%- endfor -%}

-- Whether a project was parsed for production, by what says so: the name of its target, or where its relations are.
-- Nobody says that a project is production's because nobody says that it is not.
with

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

domain_schemas as (
    select * from {{ ref('int_mesh__domain_schemas') }}
),

production_targets as (
    {{ mesh_commons._rows_as_select(['target_name'], targets) }}
),

-- a schema of the domain has its name, alone or with a custom one behind it; a snapshot may have a schema that is the
-- same for every target
placed as (
    select
        resources.project_name,
        max(
            case when {{ mesh_commons._is_schema_of('lower(resources.schema_name)', 'domain_schemas.schema_key') }}
                and coalesce(domain_schemas.database_key, lower(resources.database_name), '')
                = coalesce(lower(resources.database_name), '') then 1 else 0 end
        ) as is_at_home,
        max(
            case when {{ mesh_commons._is_schema_of('lower(resources.schema_name)', 'domain_schemas.schema_key') }}
                and domain_schemas.database_key = lower(resources.database_name) then 1 else 0 end
        ) as is_in_its_database
    from resources
    inner join domain_schemas
        on resources.project_name = domain_schemas.project_name
    where resources.resource_type = 'model' and resources.is_own and resources.is_materialized
    group by resources.project_name
),

aimed as (
    select
        projects.project_name,
        case
            when production_targets.target_name is not null then 1
            when projects.target_name is not null then 0
        end as is_production_target
    from projects
    left join production_targets
        on lower(projects.target_name) = production_targets.target_name
),

-- a declared database is evidence, a schema without one may be that of another database: there the target knows better
final as (
    select
        aimed.project_name,
        case
            when aimed.is_production_target = 1 or placed.is_in_its_database = 1 then true
            when aimed.is_production_target = 0 or placed.is_at_home = 0 then false
            when placed.is_at_home = 1 then true
        end as is_production,
        coalesce(aimed.is_production_target = 1 or placed.is_in_its_database = 1, false) as is_database_known
    from aimed
    left join placed
        on aimed.project_name = placed.project_name
)

select * from final
