-- The columns of `stg_artifacts__resources`, as far as the evaluator's core tables hold them. They keep no description,
-- only whether there is one, and no owner but an exposure's.
with

resources as (
    select * from {{ ref('stg_evaluator__int_all_graph_resources') }}
),

-- the evaluator writes an empty text, or the text None, where dbt has nothing
final as (
    select
        project_name,
        resource_id as unique_id,
        resource_type,
        case
            when resource_type = 'source' then substr(resource_name, length(source_name) + 2)
            when coalesce(version, '') <> '' then substr(resource_name, 1, length(resource_name) - length(version) - 2)
            else resource_name
        end as name,
        package_name,
        coalesce(file_path, '') as original_file_path,
        nullif(database, '') as database_name,
        nullif(schema, '') as schema_name,
        case when resource_type = 'source' then nullif(identifier, '') else nullif(alias, '') end as identifier,
        nullif(materialized, '') as materialized,
        case when resource_type = 'model' then nullif(access, '') end as access,
        nullif(model_group, '') as group_name,
        nullif(version, '') as version,
        nullif(latest_version, '') as latest_version,
        cast(nullif(deprecation_date, '') as {{ dbt.type_timestamp() }}) as deprecation_date,
        case when resource_type = 'model' then is_contract_enforced else false end as is_contract_enforced,
        nullif(nullif(owner_name, ''), 'None') as owner_name,
        nullif(nullif(owner_email, ''), 'None') as owner_email,
        coalesce(package_name = project_name, false) as is_own,
        coalesce(package_name <> project_name and coalesce(file_path, '') = '', false) as is_external,
        is_described,
        resource_name as evaluator_name,
        -- exposures and metrics cannot be
        coalesce(is_excluded, false) as is_excluded
    from resources
)

select * from final
