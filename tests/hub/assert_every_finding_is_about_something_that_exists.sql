-- A finding, and what it is related to, can be looked up: a resource of the mesh, a group, a macro, or a project as
-- a whole.
with

findings as (
    select * from {{ ref('fct_mesh__findings') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

macros as (
    select * from {{ ref('stg_artifacts__macros') }}
),

groups as (
    select * from {{ ref('stg_artifacts__groups') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

{% if var('mesh_reads_evaluator', true) -%}
evaluator_resources as (
    select * from {{ ref('int_evaluator__resources') }}
),

evaluator_findings as (
    select * from {{ ref('int_mesh__evaluator_findings') }}
),

evaluator_coverage as (
    select * from {{ ref('int_evaluator__coverage') }}
),

{% endif -%}

known as (
    select
        project_name,
        unique_id
    from resources
    union
    select
        project_name,
        unique_id
    from macros
    union
    select
        project_name,
        unique_id
    from groups
    union
    select
        project_name,
        {{ dbt.concat(["'project.'", 'project_name']) }} as unique_id
    from projects
    {%- if var('mesh_reads_evaluator', true) %}
    union
    -- the evaluator may have seen the project on another day than the artifacts were written
    select
        case when is_external then package_name else project_name end as project_name,
        unique_id
    from evaluator_resources
    union
    -- a place in the warehouse, or all tables of a source, is no resource; and without a graph no name has an id
    select
        evaluator_findings.project_name,
        evaluator_findings.unique_id
    from evaluator_findings
    left join evaluator_coverage
        on
            evaluator_findings.project_name = evaluator_coverage.project_name
            and evaluator_findings.policy_id = evaluator_coverage.relation_name
    where
        evaluator_findings.resource_type in ('relation', 'source name')
        or evaluator_coverage.reason = 'graph_empty'
    {%- endif %}
),

named as (
    select
        policy_id,
        domain,
        project_name,
        unique_id
    from findings
    union
    select
        policy_id,
        domain,
        related_project_name as project_name,
        related_unique_id as unique_id
    from findings
    where related_project_name is not null or related_unique_id is not null
),

final as (
    select
        named.policy_id,
        named.domain,
        named.project_name,
        named.unique_id
    from named
    left join known
        on
            named.project_name = known.project_name
            and named.unique_id = known.unique_id
    where known.unique_id is null
)

select * from final
