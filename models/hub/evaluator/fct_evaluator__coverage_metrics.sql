-- What the evaluator measures, of the project's own models: its own figures count what other projects own and a loader
-- injects, and installed packages where the project does not exclude them.
with

graph_resources as (
    select * from {{ ref('stg_evaluator__int_all_graph_resources') }}
),

direct_relationships as (
    select * from {{ ref('stg_evaluator__int_direct_relationships') }}
),

documentation_coverage as (
    select * from {{ ref('stg_evaluator__fct_documentation_coverage') }}
),

test_coverage as (
    select * from {{ ref('stg_evaluator__fct_test_coverage') }}
),

coverage as (
    select * from {{ ref('int_evaluator__coverage') }}
),

judged as (
    select
        project_name,
        max(case when relation_name = 'int_all_graph_resources' and is_judged then 1 else 0 end) = 1
            as is_documentation_judged,
        min(case when is_judged then 1 else 0 end) = 1 as is_test_judged
    from coverage
    where relation_name in ('int_all_graph_resources', 'int_direct_relationships')
    group by project_name
),

measurements as (
    select
        project_name,
        'documentation' as measured,
        measured_at
    from documentation_coverage
    union all
    select
        project_name,
        'test' as measured,
        measured_at
    from test_coverage
),

own_models as (
    select
        domain,
        project_name,
        evaluator_version,
        resource_id,
        model_type,
        is_described
    from graph_resources
    where
        resource_type = 'model'
        and package_name = project_name
        and coalesce(file_path, '') <> ''
        and not coalesce(is_excluded, false)
),

-- counted where the test stands, as the evaluator counts it
tests as (
    select
        direct_relationships.project_name,
        direct_relationships.direct_parent_id as resource_id,
        count(distinct direct_relationships.resource_id) as test_count
    from direct_relationships
    inner join graph_resources
        on
            direct_relationships.project_name = graph_resources.project_name
            and direct_relationships.resource_id = graph_resources.resource_id
    where
        graph_resources.resource_type = 'test'
        and not coalesce(graph_resources.is_excluded, false)
        and direct_relationships.is_primary_test_relationship
    group by direct_relationships.project_name, direct_relationships.direct_parent_id
),

models as (
    select
        own_models.domain,
        own_models.project_name,
        own_models.evaluator_version,
        own_models.model_type,
        case when own_models.is_described then 1 else 0 end as described,
        case when tests.test_count > 0 then 1 else 0 end as tested,
        coalesce(tests.test_count, 0) as test_count
    from own_models
    left join tests
        on
            own_models.project_name = tests.project_name
            and own_models.resource_id = tests.resource_id
),

layered_models as (
    select
        domain,
        project_name,
        evaluator_version,
        'all' as model_type,
        described,
        tested,
        test_count
    from models
    union all
    select * from models
    where model_type is not null
),

counted as (
    select
        domain,
        project_name,
        evaluator_version,
        model_type,
        count(*) as total_models,
        {{ mesh_commons._as_double('sum(described)') }} / count(*) as documentation_coverage_ratio,
        {{ mesh_commons._as_double('sum(tested)') }} / count(*) as test_coverage_ratio,
        {{ mesh_commons._as_double('sum(test_count)') }} / count(*) as tests_per_model
    from layered_models
    group by domain, project_name, evaluator_version, model_type
),

metrics as (
    {%- for metric, measured in {
        'documentation_coverage_ratio': 'documentation', 'test_coverage_ratio': 'test', 'tests_per_model': 'test',
    }.items() %}
    select
        counted.domain,
        counted.project_name,
        counted.evaluator_version,
        '{{ metric }}' as metric,
        counted.model_type,
        counted.{{ metric }} as value,
        counted.total_models,
        '{{ measured }}' as measured
    from counted
    inner join judged
        on
            counted.project_name = judged.project_name
            and judged.is_{{ measured }}_judged
    {{ "where counted.model_type = 'all'" if metric == 'tests_per_model' }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        metrics.domain,
        metrics.project_name,
        metrics.evaluator_version,
        metrics.metric,
        metrics.model_type,
        metrics.value,
        metrics.total_models,
        measurements.measured_at
    from metrics
    left join measurements
        on
            metrics.project_name = measurements.project_name
            and metrics.measured = measurements.measured
)

select * from final
