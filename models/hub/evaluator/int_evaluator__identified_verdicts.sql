-- The evaluator's verdicts with the resources that they are about.
with

verdicts as (
    select * from {{ ref('int_evaluator__verdicts') }}
),

resource_names as (
    select * from {{ ref('int_evaluator__resource_names') }}
),

final as (
    select
        verdicts.*,
        named.unique_id,
        named.namesakes,
        coalesce(named.owning_project_name, verdicts.project_name) as owning_project_name,
        related.unique_id as related_unique_id,
        related.namesakes as related_namesakes,
        case when related.unique_id is not null then related.owning_project_name end as related_project_name
    from verdicts
    left join resource_names as named
        on
            verdicts.project_name = named.project_name
            and verdicts.resource_name = named.evaluator_name
            and coalesce(verdicts.resource_type, 'any') = named.resource_type
    left join resource_names as related
        on
            verdicts.project_name = related.project_name
            and verdicts.related_name = related.evaluator_name
            and coalesce(verdicts.related_type, 'any') = related.resource_type
)

select * from final
