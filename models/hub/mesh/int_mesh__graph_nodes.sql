-- Numbers instead of pairs of names make the search for reachable pairs several times smaller.
with

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

endpoints as (
    select
        parent_project_name as project_name,
        parent_unique_id as unique_id
    from relationships
    union
    select
        child_project_name as project_name,
        child_unique_id as unique_id
    from relationships
),

final as (
    select
        project_name,
        unique_id,
        row_number() over (order by project_name, unique_id) as node_number
    from endpoints
)

select * from final
