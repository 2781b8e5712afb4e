-- Where the evaluator is run, because the registry says where or because a table of it was found, the hub can read all
-- of its tables in every project of the registry. A warning; an error where the variable `mesh_evaluator_missing` says
-- so. A project whose entry is `evaluator: false` has been excused; a mesh without the evaluator lacks nothing.
{{ config(severity=mesh_commons._setting('mesh_evaluator_missing')) }}

with

coverage as (
    select * from {{ ref('fct_evaluator__coverage') }}
),

relations as (
    select * from {{ ref('stg_evaluator__relations') }}
),

registered_projects as (
    select * from {{ ref('stg_registry__projects') }}
),

registered_groups as (
    select * from {{ ref('stg_registry__groups') }}
),

registered as (
    select project_name
    from registered_projects
    union
    select project_name
    from registered_groups
),

-- where nothing says so, a part of the tables does
projects_with_evaluator as (
    select project_name
    from relations
    where is_used
    group by project_name
    having max(case when is_found or is_declared then 1 else 0 end) = 1
),

mesh_use as (
    select count(*) as project_count
    from projects_with_evaluator
),

expected as (
    select project_name
    from projects_with_evaluator
    union
    select registered.project_name
    from registered
    cross join mesh_use
    where mesh_use.project_count > 0
),

final as (
    select
        coverage.domain,
        coverage.project_name,
        coverage.reason,
        coverage.remedy,
        count(*) as relation_count,
        min(coverage.relation_name) as first_relation
    from coverage
    inner join expected
        on coverage.project_name = expected.project_name
    where
        not coverage.is_judged
        and coverage.reason <> 'evaluator_not_used'
        -- who excepts nothing needs no table of exceptions
        and (coverage.relation_kind <> 'exception' or coverage.reason = 'exceptions_elsewhere')
    group by coverage.domain, coverage.project_name, coverage.reason, coverage.remedy
)

select * from final
