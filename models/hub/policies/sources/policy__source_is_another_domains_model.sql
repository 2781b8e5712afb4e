with

reads as (
    select * from {{ ref('int_mesh__reads') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

back_doors as (
    select distinct
        child_domain,
        child_project_name,
        via_source_unique_id,
        parent_domain,
        parent_project_name,
        parent_unique_id
    from reads
    where
        via_source_unique_id is not null
        and parent_domain <> child_domain
),

final as (
    select
        case
            -- what nothing says of its access is taken for the milder case
            when builders.resource_type = 'model' and coalesce(builders.access, 'public') = 'public'
                then 'target_public'
            else 'target_not_public'
        end as condition,
        back_doors.child_domain as domain,
        back_doors.child_project_name as project_name,
        back_doors.via_source_unique_id as unique_id,
        back_doors.parent_project_name as related_project_name,
        back_doors.parent_unique_id as related_unique_id
    from back_doors
    inner join resources as builders
        on
            back_doors.parent_project_name = builders.project_name
            and back_doors.parent_unique_id = builders.unique_id
)

select * from final
