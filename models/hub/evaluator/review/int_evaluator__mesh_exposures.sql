-- What an exposure reads, with the access that the owner of the parent gives it.
with

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

final as (
    select
        child_project_name as project_name,
        child_unique_id as unique_id,
        parent_unique_id as related_unique_id,
        parent_resource_type <> 'model' or coalesce(parent_access, 'protected') <> 'public' as is_finding_in_mesh,
        {{ dbt.concat([
            'parent_resource_type', "' of '", "coalesce(parent_domain, parent_project_name)", "', access '",
            "coalesce(parent_access, 'none')"
        ]) }} as detail
    from relationships
    where relationship_type = 'depends_on' and child_resource_type = 'exposure' and is_parent_known
)

select * from final
