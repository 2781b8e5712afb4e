-- Edges between real resources. A test is no lineage; what a resource of another project of the mesh reads, be it
-- injected or installed, its owner's manifest says.
with

edges as (
    select * from {{ ref('int_mesh__edges') }}
),

nodes as (
    select * from {{ ref('int_mesh__nodes') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

registered_projects as (
    select * from {{ ref('stg_registry__projects') }}
),

registered_groups as (
    select * from {{ ref('stg_registry__groups') }}
),

expected_projects as (
    select project_name
    from registered_projects
    union
    select project_name
    from registered_groups
),

-- of these the mesh may hold what others installed, which is not theirs for that
ungathered_projects as (
    select expected_projects.project_name
    from expected_projects
    left join projects
        on expected_projects.project_name = projects.project_name
    where projects.project_name is null
),

own_resources as (
    select
        project_name,
        unique_id
    from resources
    where is_own
),

children as (
    select
        resources.project_name,
        resources.unique_id,
        resources.package_name
    from resources
    left join own_resources as originals
        on resources.unique_id = originals.unique_id
    left join ungathered_projects
        on resources.package_name = ungathered_projects.project_name
    where
        resources.resource_type not in ('test', 'unit_test', 'operation')
        and (resources.is_own or (originals.unique_id is null and ungathered_projects.project_name is null))
),

installed_resources as (
    select
        resources.project_name,
        resources.unique_id,
        resources.relation_key,
        count(*) over (partition by resources.unique_id) as installer_count
    from resources
    left join ungathered_projects
        on resources.package_name = ungathered_projects.project_name
    where not resources.is_own and ungathered_projects.project_name is null
),

lineage as (
    select
        edges.project_name,
        edges.parent_unique_id,
        edges.child_unique_id,
        case
            -- a project of the mesh that another one installed is still itself to those who read it there; what table
            -- a source is, the installer's manifest says as well
            when
                local_parents.is_own
                or (
                    owned_parents.unique_id is null
                    and (ungathered_projects.project_name is null or local_parents.resource_type = 'source')
                )
                or local_parents.package_name = children.package_name
                then local_parents.project_name
        end as local_project_name,
        owned_parents.project_name as owner_project_name
    from edges
    inner join children
        on
            edges.project_name = children.project_name
            and edges.child_unique_id = children.unique_id
    left join resources as local_parents
        on
            edges.project_name = local_parents.project_name
            and edges.parent_unique_id = local_parents.unique_id
    left join own_resources as owned_parents
        on edges.parent_unique_id = owned_parents.unique_id
    left join ungathered_projects
        on local_parents.package_name = ungathered_projects.project_name
),

unowned_parents as (
    select distinct
        lineage.project_name,
        lineage.parent_unique_id,
        nodes.relation_key
    from lineage
    left join nodes
        on
            lineage.project_name = nodes.project_name
            and lineage.parent_unique_id = nodes.unique_id
    where lineage.local_project_name is null and lineage.owner_project_name is null
),

-- a package that is no project of the mesh belongs to who installed it; of several, the one whose relation was given
installers as (
    select
        unowned_parents.project_name,
        unowned_parents.parent_unique_id,
        min(installed_resources.project_name) as installer_project_name
    from unowned_parents
    inner join installed_resources
        on
            unowned_parents.parent_unique_id = installed_resources.unique_id
            and (
                (installed_resources.installer_count = 1 and unowned_parents.relation_key is null)
                or unowned_parents.relation_key = installed_resources.relation_key
            )
    group by unowned_parents.project_name, unowned_parents.parent_unique_id
),

final as (
    select distinct
        -- where the mesh does not know the parent, the second part of its id names the project
        coalesce(
            lineage.local_project_name,
            lineage.owner_project_name,
            installers.installer_project_name,
            {{ dbt.split_part('lineage.parent_unique_id', "'.'", 2) }}
        ) as parent_project_name,
        lineage.parent_unique_id,
        lineage.project_name as child_project_name,
        lineage.child_unique_id,
        coalesce(
            lineage.local_project_name, lineage.owner_project_name, installers.installer_project_name
        ) is not null as is_parent_known
    from lineage
    left join installers
        on
            lineage.project_name = installers.project_name
            and lineage.parent_unique_id = installers.parent_unique_id
)

select * from final
