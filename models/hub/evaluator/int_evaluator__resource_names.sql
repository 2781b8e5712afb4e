-- The evaluator's verdicts name a resource; only its graph says which one that is.
with

resources as (
    select * from {{ ref('int_evaluator__resources') }}
),

ranked as (
    select
        project_name,
        evaluator_name,
        resource_type,
        unique_id,
        case when is_external then package_name else project_name end as owning_project_name,
        -- the project's own before a package's of the same name; for a verdict that names no type, models first
        row_number() over (
            partition by project_name, evaluator_name, resource_type
            order by case when is_own then 0 when is_external then 1 else 2 end, unique_id
        ) as rank_within_type,
        row_number() over (
            partition by project_name, evaluator_name
            order by
                case resource_type when 'model' then 0 when 'snapshot' then 1 when 'seed' then 2 else 3 end,
                case when is_own then 0 when is_external then 1 else 2 end,
                unique_id
        ) as rank_over_types
    from resources
),

final as (
    select
        project_name,
        evaluator_name,
        resource_type,
        unique_id,
        owning_project_name
    from ranked
    where rank_within_type = 1
    union all
    select
        project_name,
        evaluator_name,
        'any' as resource_type,
        unique_id,
        owning_project_name
    from ranked
    where rank_over_types = 1 and resource_type <> 'test'
)

select * from final
