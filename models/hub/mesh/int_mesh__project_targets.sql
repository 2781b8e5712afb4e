{%- set targets = mesh_commons._setting('mesh_production_targets') | map('lower') | unique | batch(1) | list -%}

-- Whether a project was parsed for production, by what says so: the name of its target, or where its relations are.
-- Nobody says that a project is production's because nobody says that it is not. dbt's platform names a target
-- `default` in production as in development, so that this name says nothing.
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

-- a snapshot may have a schema that is the same for every target; it and a seed tell where there is no model
ranked_resources as (
    select
        project_name,
        unique_id,
        lower(database_name) as database_key,
        lower(schema_name) as schema_key,
        custom_schema is null as is_plain,
        rank() over (
            partition by project_name
            order by case resource_type when 'model' then 1 when 'seed' then 2 else 3 end
        ) as kind_number
    from resources
    where is_own and is_materialized
),

placed_resources as (
    select *
    from ranked_resources
    where kind_number = 1
),

resource_counts as (
    select
        project_name,
        count(*) as resource_count,
        sum(case when is_plain then 1 else 0 end) as plain_count
    from placed_resources
    group by project_name
),

-- A schema of the domain has its name, alone or with a custom one behind it. So may a sandbox, `finance_alice`: only
-- its very name is evidence of production, save where the mesh's rule names schemas, which puts no domain before a
-- sandbox. One model may have a schema that is the same for every target, so all have to be at home, or all without a
-- schema of their own, which are where the target is.
homes as (
    select
        placed_resources.project_name,
        count(distinct placed_resources.unique_id) as resource_count,
        count(distinct case when placed_resources.is_plain then placed_resources.unique_id end) as plain_count,
        {%- set is_exact = 'placed_resources.schema_key = domain_schemas.schema_key' %}
        max(case when {{ is_exact }} or domain_schemas.is_ruled then 1 else 0 end) as is_exact,
        max(case when {{ is_exact }} and domain_schemas.database_key is not null then 1 else 0 end)
            as is_exact_in_database,
        max(
            case when placed_resources.is_plain and ({{ is_exact }} or domain_schemas.is_ruled) then 1 else 0 end
        ) as is_plain_exact,
        max(
            case
                when placed_resources.is_plain and {{ is_exact }} and domain_schemas.database_key is not null then 1
                else 0
            end
        ) as is_plain_exact_in_database
    from placed_resources
    inner join domain_schemas
        on
            placed_resources.project_name = domain_schemas.project_name
            and {{ mesh_commons._is_schema_of('placed_resources.schema_key', 'domain_schemas.schema_key') }}
            and coalesce(domain_schemas.database_key, placed_resources.database_key, '')
            = coalesce(placed_resources.database_key, '')
    group by placed_resources.project_name
),

expected_homes as (
    select
        placed_resources.project_name,
        min(placed_resources.schema_key) as built_schema,
        min(domain_schemas.schema_key) as home_schema
    from placed_resources
    inner join domain_schemas
        on placed_resources.project_name = domain_schemas.project_name
    group by placed_resources.project_name
),

evidence as (
    select
        projects.project_name,
        production_targets.target_name is not null as is_production_target,
        lower(coalesce(projects.target_name, 'default')) <> 'default' and production_targets.target_name is null
            as is_other_target,
        (coalesce(homes.is_exact, 0) = 1 and homes.resource_count = resource_counts.resource_count)
        or (coalesce(homes.is_plain_exact, 0) = 1 and homes.plain_count = resource_counts.plain_count) as is_at_home,
        (coalesce(homes.is_exact_in_database, 0) = 1 and homes.resource_count = resource_counts.resource_count)
        or (coalesce(homes.is_plain_exact_in_database, 0) = 1 and homes.plain_count = resource_counts.plain_count)
            as is_in_its_database,
        expected_homes.project_name is not null and homes.project_name is null as is_away,
        expected_homes.built_schema,
        expected_homes.home_schema
    from projects
    left join production_targets
        on lower(projects.target_name) = production_targets.target_name
    left join homes
        on projects.project_name = homes.project_name
    left join resource_counts
        on projects.project_name = resource_counts.project_name
    left join expected_homes
        on projects.project_name = expected_homes.project_name
),

-- a declared database is evidence, a schema without one may be that of another database: there the target knows better
final as (
    select
        project_name,
        case
            when is_production_target or is_in_its_database then true
            when is_other_target or is_away then false
            when is_at_home then true
        end as is_production,
        is_production_target or is_in_its_database as is_database_known,
        case when is_away then built_schema end as built_schema,
        case when is_away then home_schema end as home_schema
    from evidence
)

select * from final
