-- Every project of the registry lets the hub read all of its evaluator's tables. A warning; an error where the
-- variable `mesh_evaluator_missing` says so. A project whose entry is `evaluator: false` has been excused.
{{ config(severity=mesh_commons._setting('mesh_evaluator_missing')) }}

with

coverage as (
    select * from {{ ref('fct_evaluator__coverage') }}
),

final as (
    select
        domain,
        project_name,
        reason,
        remedy,
        count(*) as relation_count,
        min(relation_name) as first_relation
    from coverage
    where
        not is_judged
        and reason <> 'evaluator_not_used'
        and relation_kind <> 'exception'
    group by domain, project_name, reason, remedy
)

select * from final
