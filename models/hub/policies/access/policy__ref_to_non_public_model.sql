with

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

-- private and protected refs inside one domain are allowed; a parent that the mesh does not know, or whose access
-- nothing states, is not judged here
crossing_refs as (
    select *
    from relationships
    where
        relationship_type = 'depends_on'
        and is_cross_domain
        and is_parent_known
        and parent_resource_type in ('model', 'seed', 'snapshot')
        and (parent_resource_type <> 'model' or parent_access <> 'public')
),

-- in a project whose groups are domains, nobody says of which domain these are where they are in no group
final as (
    select
        'always' as condition,
        crossing_refs.child_domain as domain,
        crossing_refs.child_project_name as project_name,
        crossing_refs.child_unique_id as unique_id,
        crossing_refs.parent_project_name as related_project_name,
        crossing_refs.parent_unique_id as related_unique_id
    from crossing_refs
    inner join resources as children
        on
            crossing_refs.child_project_name = children.project_name
            and crossing_refs.child_unique_id = children.unique_id
    where
        crossing_refs.is_cross_project
        or children.group_name is not null
        or crossing_refs.child_resource_type not in ('exposure', 'metric', 'saved_query', 'semantic_model')
)

select * from final
