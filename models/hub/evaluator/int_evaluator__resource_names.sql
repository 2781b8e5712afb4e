-- The evaluator's verdicts name a resource; only its graph says which one that is. Where several have the name, such as
-- a model and one of another project that a loader injects, nothing says so: the verdict is about either.
with

resources as (
    select * from {{ ref('int_evaluator__resources') }}
),

-- a verdict that names no type means a model, a snapshot or a seed before anything else; a test it never means
named as (
    select
        project_name,
        evaluator_name,
        resource_type,
        unique_id,
        package_name,
        is_own,
        is_external,
        is_excluded,
        0 as type_rank
    from resources
    union all
    select
        project_name,
        evaluator_name,
        'any' as resource_type,
        unique_id,
        package_name,
        is_own,
        is_external,
        is_excluded,
        case when resource_type in ('model', 'snapshot', 'seed') then 0 else 1 end as type_rank
    from resources
    where resource_type <> 'test'
),

-- what the project keeps out of the rules has no verdict, save where nothing else has the name
ranked as (
    select
        *,
        rank() over (
            partition by project_name, evaluator_name, resource_type
            order by type_rank, case when is_excluded then 1 else 0 end
        ) as name_rank
    from named
),

candidates as (
    select
        project_name,
        evaluator_name,
        resource_type,
        unique_id,
        package_name,
        case when is_external then package_name else project_name end as owning_project_name,
        count(*) over (partition by project_name, evaluator_name, resource_type) as candidate_count
    from ranked
    where name_rank = 1
),

packages as (
    select distinct
        project_name,
        evaluator_name,
        resource_type,
        package_name
    from candidates
    where candidate_count > 1
),

final as (
    select
        project_name,
        evaluator_name,
        resource_type,
        unique_id,
        owning_project_name,
        cast(null as {{ dbt.type_string() }}) as namesakes
    from candidates
    where candidate_count = 1
    union all
    select
        project_name,
        evaluator_name,
        resource_type,
        cast(null as {{ dbt.type_string() }}) as unique_id,
        project_name as owning_project_name,
        {{ dbt.listagg('package_name', "' or '", 'order by package_name') }} as namesakes
    from packages
    group by project_name, evaluator_name, resource_type
)

select * from final
