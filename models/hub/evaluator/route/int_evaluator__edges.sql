with

direct_relationships as (
    select * from {{ ref('stg_evaluator__int_direct_relationships') }}
),

final as (
    select distinct
        project_name,
        direct_parent_id as parent_unique_id,
        resource_id as child_unique_id
    from direct_relationships
    where direct_parent_id is not null
)

select * from final
