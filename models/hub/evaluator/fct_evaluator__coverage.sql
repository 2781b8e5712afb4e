-- Stands apart from `int_evaluator__coverage`, which other models read: `dbt build` skips whatever is behind a failed
-- test, and one domain without tables must not stop the others.
with

coverage as (
    select * from {{ ref('int_evaluator__coverage') }}
),

final as (
    select
        domain,
        project_name,
        relation_name,
        relation_kind,
        database_name,
        schema_name,
        evaluator_version,
        is_judged,
        reason,
        remedy
    from coverage
)

select * from final
