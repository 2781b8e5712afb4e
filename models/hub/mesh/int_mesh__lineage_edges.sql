-- Edges between real resources. A test is no lineage; what an external node reads, its owner's manifest says.
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

children as (
    select
        project_name,
        unique_id,
        package_name
    from resources
    where resource_type not in ('test', 'unit_test', 'operation')
),

own_resources as (
    select
        project_name,
        unique_id
    from resources
    where is_own
),

installed_resources as (
    select
        project_name,
        unique_id,
        relation_key,
        count(*) over (partition by unique_id) as installer_count
    from resources
    where not is_own
),

lineage as (
    select
        edges.project_name,
        edges.parent_unique_id,
        edges.child_unique_id,
        case
            -- a project of the mesh that another one installed is still itself to those who read it there
            when
                local_parents.is_own
                or owned_parents.unique_id is null
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
                installed_resources.installer_count = 1
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
