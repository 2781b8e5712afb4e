-- A resource that reads a parent directly and again through one between. The loop is looked for in what a project sees,
-- and the readers of what is between over the whole mesh: a loop that no project sees leads through a product, which is
-- there to be read. As for the evaluator, models and snapshots are readers, and the parent may be a source or a seed.
with

reads as (
    select * from {{ ref('int_evaluator__review_reads') }}
),

counted_reads as (
    select *
    from reads
    where
        child_resource_type in ('model', 'snapshot')
        and not is_child_excluded
        and not is_parent_excluded
),

seen_reads as (
    select *
    from counted_reads
    where is_seen_in_project
),

home_counts as (
    select
        project_name,
        parent_unique_id,
        count(distinct child_unique_id) as reader_count
    from seen_reads
    group by project_name, parent_unique_id
),

mesh_readers as (
    select distinct
        parent_project_name,
        parent_unique_id,
        child_project_name,
        child_unique_id
    from counted_reads
    where is_owners_word
),

reading_projects as (
    select distinct
        parent_project_name,
        parent_unique_id,
        project_name
    from counted_reads
    where is_owners_word
),

mesh_counts as (
    select
        parent_project_name,
        parent_unique_id,
        count(*) as reader_count
    from mesh_readers
    group by parent_project_name, parent_unique_id
),

loops as (
    select
        direct.project_name,
        direct.child_unique_id as unique_id,
        direct.parent_project_name as related_project_name,
        direct.parent_unique_id as related_unique_id,
        first_leg.child_project_name as between_project_name,
        first_leg.child_unique_id as between_unique_id,
        home_counts.reader_count as home_count,
        mesh_counts.reader_count
    from seen_reads as direct
    inner join seen_reads as first_leg
        on
            direct.project_name = first_leg.project_name
            and direct.parent_unique_id = first_leg.parent_unique_id
    inner join seen_reads as second_leg
        on
            first_leg.project_name = second_leg.project_name
            and first_leg.child_unique_id = second_leg.parent_unique_id
            and direct.child_unique_id = second_leg.child_unique_id
    inner join home_counts
        on
            first_leg.project_name = home_counts.project_name
            and first_leg.child_unique_id = home_counts.parent_unique_id
    inner join mesh_counts
        on
            first_leg.child_project_name = mesh_counts.parent_project_name
            and first_leg.child_unique_id = mesh_counts.parent_unique_id
    where direct.child_project_name = direct.project_name
),

involved as (
    select
        project_name,
        unique_id,
        related_project_name,
        related_unique_id,
        project_name as involved_project_name
    from loops
    union
    select
        loops.project_name,
        loops.unique_id,
        loops.related_project_name,
        loops.related_unique_id,
        reading_projects.project_name as involved_project_name
    from loops
    inner join reading_projects
        on
            loops.between_project_name = reading_projects.parent_project_name
            and loops.between_unique_id = reading_projects.parent_unique_id
),

project_lists as (
    select
        project_name,
        unique_id,
        related_project_name,
        related_unique_id,
        {{ dbt.listagg('involved_project_name', "' '", 'order by involved_project_name') }} as involved_projects
    from involved
    group by project_name, unique_id, related_project_name, related_unique_id
),

-- where several stand between, one that nobody else reads is enough
final as (
    select
        loops.project_name,
        loops.unique_id,
        loops.related_project_name,
        loops.related_unique_id,
        min(loops.home_count) = 1 as is_finding_alone,
        min(loops.reader_count) = 1 as is_finding_in_mesh,
        {{ dbt.concat([
            "'what stands between has '", 'cast(min(loops.reader_count) as ' ~ dbt.type_string() ~ ')',
            "' readers in the mesh, '", 'cast(min(loops.home_count) as ' ~ dbt.type_string() ~ ')',
            "' of them in the project'"
        ]) }} as detail,
        project_lists.involved_projects
    from loops
    inner join project_lists
        on
            loops.project_name = project_lists.project_name
            and loops.unique_id = project_lists.unique_id
            and loops.related_project_name = project_lists.related_project_name
            and loops.related_unique_id = project_lists.related_unique_id
    group by
        loops.project_name,
        loops.unique_id,
        loops.related_project_name,
        loops.related_unique_id,
        project_lists.involved_projects
)

select * from final
