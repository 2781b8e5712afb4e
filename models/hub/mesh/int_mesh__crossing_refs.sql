-- What a domain reads by ref of another one, as far as somebody can say that it is another one.
with

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

crossings as (
    select *
    from relationships
    where relationship_type = 'depends_on' and is_cross_domain and is_parent_known
),

-- in a project whose groups are domains, nobody says of which domain these are where they are in no group
final as (
    select
        crossings.child_domain as domain,
        crossings.child_project_name as project_name,
        crossings.child_unique_id as unique_id,
        crossings.parent_domain,
        crossings.parent_project_name,
        crossings.parent_unique_id,
        crossings.parent_resource_type,
        crossings.parent_access
    from crossings
    inner join resources as children
        on
            crossings.child_project_name = children.project_name
            and crossings.child_unique_id = children.unique_id
    where
        crossings.is_cross_project
        or children.group_name is not null
        or crossings.child_resource_type not in ('exposure', 'metric', 'saved_query', 'semantic_model')
)

select * from final
