with

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

-- private and protected refs inside one domain are allowed; a parent the mesh does not know is not judged here
crossing_refs as (
    select *
    from relationships
    where
        relationship_type = 'depends_on'
        and is_cross_domain
        and is_parent_known
        and parent_resource_type in ('model', 'seed', 'snapshot')
        and not (parent_resource_type = 'model' and coalesce(parent_access, 'protected') = 'public')
),

final as (
    select
        'always' as condition,
        child_domain as domain,
        child_project_name as project_name,
        child_unique_id as unique_id,
        parent_project_name as related_project_name,
        parent_unique_id as related_unique_id
    from crossing_refs
)

select * from final
