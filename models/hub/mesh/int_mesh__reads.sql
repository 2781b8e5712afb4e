-- Who reads what a resource builds: through `ref`, or through a source that is the same relation.
with

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

depends_on as (
    select *
    from relationships
    where relationship_type = 'depends_on'
),

same_relation as (
    select *
    from relationships
    where relationship_type = 'same_relation'
),

final as (
    select
        parent_project_name,
        parent_unique_id,
        parent_domain,
        parent_resource_type,
        child_project_name,
        child_unique_id,
        child_domain,
        child_resource_type,
        cast(null as {{ dbt.type_string() }}) as via_source_unique_id
    from depends_on
    where parent_resource_type <> 'source'
    union all
    select
        same_relation.parent_project_name,
        same_relation.parent_unique_id,
        same_relation.parent_domain,
        same_relation.parent_resource_type,
        depends_on.child_project_name,
        depends_on.child_unique_id,
        depends_on.child_domain,
        depends_on.child_resource_type,
        same_relation.child_unique_id as via_source_unique_id
    from same_relation
    inner join depends_on
        on
            same_relation.child_project_name = depends_on.parent_project_name
            and same_relation.child_unique_id = depends_on.parent_unique_id
)

select * from final
