-- A model without parents. Another project's model looks like one where it is only referred to.
with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

parent_counts as (
    select
        child_project_name,
        child_unique_id,
        count(*) as parent_count
    from relationships
    group by child_project_name, child_unique_id
),

final as (
    select
        resources.project_name,
        resources.unique_id,
        coalesce(parent_counts.parent_count, 0) = 0 as is_finding_in_mesh,
        {{ dbt.concat([
            'cast(coalesce(parent_counts.parent_count, 0) as ' ~ dbt.type_string() ~ ')', "' parents in '",
            'resources.project_name'
        ]) }} as detail
    from resources
    left join parent_counts
        on
            resources.project_name = parent_counts.child_project_name
            and resources.unique_id = parent_counts.child_unique_id
    where resources.resource_type = 'model'
)

select * from final
