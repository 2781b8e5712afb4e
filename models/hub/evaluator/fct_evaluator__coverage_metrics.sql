{%- set layers = ['base', 'staging', 'intermediate', 'marts', 'other'] -%}

with

documentation_coverage as (
    select * from {{ ref('stg_evaluator__fct_documentation_coverage') }}
),

test_coverage as (
    select * from {{ ref('stg_evaluator__fct_test_coverage') }}
),

metrics as (
    {%- for table, metric in [('documentation_coverage', 'documentation'), ('test_coverage', 'test')] %}
    {%- for layer in [none] + layers %}
    {%- set prefix = layer ~ '_' if layer else '' %}
    select
        domain,
        project_name,
        evaluator_version,
        '{{ metric }}_coverage_ratio' as metric,
        '{{ layer or "all" }}' as model_type,
        {{ prefix }}{{ metric }}_coverage_pct / 100.0 as value,
        total_models,
        measured_at
    from {{ table }}
    union all
    {%- endfor %}
    {%- endfor %}
    select
        domain,
        project_name,
        evaluator_version,
        'tests_per_model' as metric,
        'all' as model_type,
        test_to_model_ratio as value,
        total_models,
        measured_at
    from test_coverage
),

-- a layer without models has nothing to measure
final as (
    select *
    from metrics
    where value is not null
)

select * from final
