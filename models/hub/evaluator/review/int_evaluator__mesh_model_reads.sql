-- Which model feeds which, all over the mesh, through `ref` or through a source that is the same relation.
with

reads as (
    select * from {{ ref('int_mesh__reads') }}
),

final as (
    select distinct
        parent_project_name,
        parent_unique_id,
        child_project_name,
        child_unique_id,
        child_domain,
        child_resource_type
    from reads
    where parent_resource_type = 'model'
)

select * from final
