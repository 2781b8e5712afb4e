with

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
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
        'ref_to_non_public_model' as policy_id,
        'always' as condition,
        crossing_refs.child_domain as domain,
        crossing_refs.child_project_name as project_name,
        crossing_refs.child_unique_id as unique_id,
        crossing_refs.parent_project_name as related_project_name,
        crossing_refs.parent_unique_id as related_unique_id,
        {{ dbt.concat([
            "'The '", 'children.resource_type', "' '", 'children.name', "' reads the '",
            "case when parents.resource_type = 'model' then coalesce("
            ~ dbt.concat(['parents.access', "' '"]) ~ ", 'protected ') else '' end",
            'parents.resource_type', "' '", 'parents.name', "' of '", 'crossing_refs.parent_domain', "'.'"
        ]) }} as message,
        {{ dbt.concat([
            "'Read a public model of '", 'crossing_refs.parent_domain',
            "', or ask its owner to publish this one (access: public, with a contract).'"
        ]) }} as fix
    from crossing_refs
    inner join resources as children
        on
            crossing_refs.child_project_name = children.project_name
            and crossing_refs.child_unique_id = children.unique_id
    inner join resources as parents
        on
            crossing_refs.parent_project_name = parents.project_name
            and crossing_refs.parent_unique_id = parents.unique_id
)

select * from final
