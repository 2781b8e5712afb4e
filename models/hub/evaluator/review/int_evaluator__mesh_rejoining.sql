-- A resource that reads a parent directly and again through one between. The loop is looked for inside a project, and
-- readers of what is between over the whole mesh: across projects that is a product, which is there to be read. As for
-- the evaluator, models and snapshots are readers, and the parent may be a source or a seed.
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

readers as (
    select distinct
        parent_project_name,
        parent_unique_id,
        project_name,
        child_unique_id
    from counted_reads
),

reader_counts as (
    select
        parent_project_name,
        parent_unique_id,
        sum(case when project_name = parent_project_name then 1 else 0 end) as home_count,
        count(*) as reader_count
    from readers
    group by parent_project_name, parent_unique_id
),

loops as (
    select
        direct.project_name,
        direct.child_unique_id as unique_id,
        direct.parent_project_name as related_project_name,
        direct.parent_unique_id as related_unique_id,
        reader_counts.home_count,
        reader_counts.reader_count
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
    inner join reader_counts
        on
            first_leg.project_name = reader_counts.parent_project_name
            and first_leg.child_unique_id = reader_counts.parent_unique_id
),

-- where several stand between, one that nobody else reads is enough
final as (
    select
        project_name,
        unique_id,
        related_project_name,
        related_unique_id,
        min(home_count) = 1 as is_finding_alone,
        min(reader_count) = 1 as is_finding_in_mesh,
        {{ dbt.concat([
            "'what stands between has '", 'cast(min(reader_count) as ' ~ dbt.type_string() ~ ')',
            "' readers in the mesh, '", 'cast(min(home_count) as ' ~ dbt.type_string() ~ ')',
            "' of them in the project'"
        ]) }} as detail
    from loops
    group by project_name, unique_id, related_project_name, related_unique_id
)

select * from final
