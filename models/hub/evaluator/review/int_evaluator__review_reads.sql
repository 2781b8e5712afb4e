-- Who reads what, as each project's own evidence shows it, and once more where a source is what the mesh builds
-- elsewhere. Only the former is what the project's evaluator could know.
with

resources as (
    select * from {{ ref('int_evaluator__review_resources') }}
),

evaluator_edges as (
    select * from {{ ref('int_evaluator__edges') }}
),

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

-- a test is no reader, for the evaluator neither
children as (
    select *
    from resources
    where resource_type not in ('test', 'unit_test', 'operation')
),

own_resources as (
    select *
    from resources
    where is_own
),

edges as (
    select
        evaluator_edges.project_name,
        evaluator_edges.parent_unique_id,
        evaluator_edges.child_unique_id
    from evaluator_edges
    inner join children
        on
            evaluator_edges.project_name = children.project_name
            and evaluator_edges.child_unique_id = children.unique_id
    where children.is_evaluated
    union all
    select
        relationships.child_project_name as project_name,
        relationships.parent_unique_id,
        relationships.child_unique_id
    from relationships
    inner join children
        on
            relationships.child_project_name = children.project_name
            and relationships.child_unique_id = children.unique_id
    where relationships.relationship_type = 'depends_on' and not children.is_evaluated
),

seen as (
    select
        edges.project_name,
        -- the copy of a project of the mesh that another one installed is still that project's
        coalesce(
            case when local_parents.is_own then local_parents.project_name end,
            own_resources.project_name,
            case when not local_parents.is_external then local_parents.project_name end,
            {{ dbt.split_part('edges.parent_unique_id', "'.'", 2) }}
        ) as parent_project_name,
        edges.parent_unique_id,
        coalesce(
            local_parents.resource_type, own_resources.resource_type,
            {{ dbt.split_part('edges.parent_unique_id', "'.'", 1) }}
        ) as parent_resource_type,
        coalesce(local_parents.is_excluded, false) as is_parent_excluded,
        local_parents.unique_id is not null as is_parent_shown,
        edges.child_unique_id
    from edges
    left join resources as local_parents
        on
            edges.project_name = local_parents.project_name
            and edges.parent_unique_id = local_parents.unique_id
    left join own_resources
        on edges.parent_unique_id = own_resources.unique_id
),

builders as (
    select
        child_project_name as source_project_name,
        child_unique_id as source_unique_id,
        parent_project_name,
        parent_unique_id,
        parent_resource_type
    from relationships
    where relationship_type = 'same_relation'
),

reads as (
    select
        seen.*,
        true as is_seen_in_project
    from seen
    union all
    -- through however many sources
    select distinct
        seen.project_name,
        builders.parent_project_name,
        builders.parent_unique_id,
        builders.parent_resource_type,
        false as is_parent_excluded,
        false as is_parent_shown,
        seen.child_unique_id,
        false as is_seen_in_project
    from seen
    inner join builders
        on
            seen.project_name = builders.source_project_name
            and seen.parent_unique_id = builders.source_unique_id
    -- what reads its own table is no reader more
    where not (seen.project_name = builders.parent_project_name and seen.child_unique_id = builders.parent_unique_id)
),

-- the owner of what is injected or installed knows best what it reads, where the mesh knows the owner
final as (
    select
        reads.project_name,
        reads.parent_project_name,
        reads.parent_unique_id,
        reads.parent_resource_type,
        reads.is_parent_excluded,
        reads.is_parent_shown,
        case
            when children.is_own or (own_resources.unique_id is null and not children.is_external)
                then reads.project_name
            else coalesce(own_resources.project_name, {{ dbt.split_part('reads.child_unique_id', "'.'", 2) }})
        end as child_project_name,
        reads.child_unique_id,
        children.resource_type as child_resource_type,
        children.domain as child_domain,
        children.is_excluded as is_child_excluded,
        reads.is_seen_in_project,
        children.is_own or own_resources.unique_id is null as is_owners_word
    from reads
    inner join children
        on
            reads.project_name = children.project_name
            and reads.child_unique_id = children.unique_id
    left join own_resources
        on reads.child_unique_id = own_resources.unique_id
)

select * from final
