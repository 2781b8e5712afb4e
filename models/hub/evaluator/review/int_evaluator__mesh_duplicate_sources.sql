-- A relation that several sources of one domain declare, be it in several of its projects; one project sees its own
-- declarations only. What several domains declare is judged by the policies on sources.
with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

shown_resources as (
    select * from {{ ref('int_evaluator__review_resources') }}
),

own_resources as (
    select unique_id
    from resources
    where is_own
),

-- the copy that a project has of another one's source is no second declaration
sources as (
    select resources.*
    from resources
    left join own_resources
        on resources.unique_id = own_resources.unique_id
    inner join shown_resources
        on
            resources.project_name = shown_resources.project_name
            and resources.unique_id = shown_resources.unique_id
    where
        resources.resource_type = 'source'
        and resources.relation_key is not null
        and not shown_resources.is_excluded
        and (resources.is_own or own_resources.unique_id is null)
),

counted as (
    select
        project_name,
        unique_id,
        relation_key,
        warehouse,
        domain,
        count(*) over (partition by relation_key, warehouse, domain) as declaration_count,
        count(*) over (partition by relation_key, warehouse, project_name) as own_declaration_count
    from sources
),

declaring_projects as (
    select distinct
        relation_key,
        warehouse,
        domain,
        project_name
    from sources
),

project_lists as (
    select
        relation_key,
        warehouse,
        domain,
        {{ dbt.listagg('project_name', "' '", 'order by project_name') }} as involved_projects
    from declaring_projects
    group by relation_key, warehouse, domain
),

final as (
    select
        counted.project_name,
        counted.unique_id,
        counted.own_declaration_count > 1 as is_finding_alone,
        true as is_finding_in_mesh,
        {{ dbt.concat([
            'cast(counted.declaration_count as ' ~ dbt.type_string() ~ ')', "' declarations in the domain, '",
            'cast(counted.own_declaration_count as ' ~ dbt.type_string() ~ ')', "' of them in the project'"
        ]) }} as detail,
        -- as the evaluator writes the place
        {{ dbt.replace('counted.relation_key', "'\"'", "''") }} as evaluator_name,
        project_lists.involved_projects
    from counted
    inner join project_lists
        on
            counted.relation_key = project_lists.relation_key
            and counted.warehouse = project_lists.warehouse
            and counted.domain = project_lists.domain
    where counted.declaration_count > 1 or counted.own_declaration_count > 1
)

select * from final
