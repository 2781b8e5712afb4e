-- What an exposure reads, with the access that the owner of the parent gives it; a parent that nobody knows is not
-- judged.
with

resources as (
    select * from {{ ref('int_evaluator__review_resources') }}
),

reads as (
    select * from {{ ref('int_evaluator__review_reads') }}
),

exposure_reads as (
    select *
    from reads
    where child_resource_type = 'exposure' and is_seen_in_project and not is_parent_excluded
),

final as (
    select
        exposure_reads.project_name,
        exposure_reads.child_unique_id as unique_id,
        exposure_reads.parent_project_name as related_project_name,
        exposure_reads.parent_unique_id as related_unique_id,
        owned.resource_type <> 'model'
        or coalesce(seen.access, owned.access, 'protected') <> 'public' as is_finding_alone,
        owned.resource_type <> 'model' or coalesce(owned.access, 'protected') <> 'public' as is_finding_in_mesh,
        {{ dbt.concat([
            'owned.resource_type', "' of '", 'owned.domain', "', access '", "coalesce(owned.access, 'none')"
        ]) }} as detail,
        case
            when exposure_reads.parent_project_name <> exposure_reads.project_name
                then {{ dbt.concat(['exposure_reads.project_name', "' '", 'exposure_reads.parent_project_name']) }}
            else exposure_reads.project_name
        end as involved_projects
    from exposure_reads
    inner join resources as owned
        on
            exposure_reads.parent_project_name = owned.project_name
            and exposure_reads.parent_unique_id = owned.unique_id
            and not owned.is_external
    left join resources as seen
        on
            exposure_reads.project_name = seen.project_name
            and exposure_reads.parent_unique_id = seen.unique_id
)

select * from final
