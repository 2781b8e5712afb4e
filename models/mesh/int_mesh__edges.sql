with

artifact_edges as (
    select * from {{ ref('stg_artifacts__edges') }}
),

final as (
    select
        project_name,
        parent_unique_id,
        child_unique_id
    from artifact_edges
)

select * from final
