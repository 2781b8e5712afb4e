-- A model without parents. The evaluator knows a parent only where its own graph holds it: a model that reads nothing
-- but another project's models is a root for it where nothing injects those, and an injected model always is one.
with

resources as (
    select * from {{ ref('int_evaluator__review_resources') }}
),

reads as (
    select * from {{ ref('int_evaluator__review_reads') }}
),

parent_counts as (
    select
        project_name,
        child_unique_id,
        count(distinct parent_unique_id) as parent_count,
        max(case when is_parent_shown then 1 else 0 end) = 1 as has_parent_shown
    from reads
    where is_seen_in_project
    group by project_name, child_unique_id
),

final as (
    select
        resources.project_name,
        resources.unique_id,
        not coalesce(parent_counts.has_parent_shown, false) as is_finding_alone,
        coalesce(parent_counts.parent_count, 0) = 0 as is_finding_in_mesh,
        {{ dbt.concat([
            "'it reads '", 'cast(coalesce(parent_counts.parent_count, 0) as ' ~ dbt.type_string() ~ ')',
            "' resources of the mesh'"
        ]) }} as detail,
        -- whatever it reads, its own project says so
        resources.project_name as involved_projects
    from resources
    left join parent_counts
        on
            resources.project_name = parent_counts.project_name
            and resources.unique_id = parent_counts.child_unique_id
    where
        resources.resource_type = 'model'
        and not resources.is_external
        and not resources.is_excluded
)

select * from final
