with

crossing_refs as (
    select * from {{ ref('int_mesh__crossing_refs') }}
),

-- a model whose access nothing states is not judged here
final as (
    select
        'always' as condition,
        domain,
        project_name,
        unique_id,
        parent_project_name as related_project_name,
        parent_unique_id as related_unique_id
    from crossing_refs
    where
        parent_resource_type in ('model', 'seed', 'snapshot')
        and (parent_resource_type <> 'model' or parent_access <> 'public')
)

select * from final
