{%- set attributes = [
    'resource_type', 'name', 'package_name', 'original_file_path', 'database_name', 'schema_name', 'identifier',
    'materialized', 'access', 'group_name', 'version', 'latest_version', 'deprecation_date', 'is_contract_enforced',
    'is_described',
] -%}

with

artifact_resources as (
    select * from {{ ref('stg_artifacts__resources') }}
),

evaluator_resources as (
    select * from {{ ref('int_evaluator__resources') }}
),

artifact_columns as (
    select * from {{ ref('stg_artifacts__node_columns') }}
),

evaluator_columns as (
    select * from {{ ref('int_evaluator__node_columns') }}
),

artifact_edges as (
    select * from {{ ref('stg_artifacts__edges') }}
),

evaluator_edges as (
    select * from {{ ref('int_evaluator__edges') }}
),

artifact_projects as (
    select * from {{ ref('stg_artifacts__projects') }}
),

evaluator_projects as (
    select * from {{ ref('int_evaluator__projects') }}
),

relations as (
    select * from {{ ref('stg_evaluator__relations') }}
),

projects_built_here as (
    select distinct project_name
    from relations
    where is_built_here
),

shared_projects as (
    select artifact_projects.project_name
    from artifact_projects
    inner join evaluator_projects
        on artifact_projects.project_name = evaluator_projects.project_name
),

described_resources as (
    select
        artifact_resources.*,
        artifact_resources.description is not null as is_described
    from artifact_resources
),

-- what either route says, as one text per fact
artifact_facts as (
    {%- for attribute in attributes %}
    select
        project_name,
        'attribute' as fact_kind,
        unique_id,
        '{{ attribute }}' as fact,
        cast({{ attribute }} as {{ dbt.type_string() }}) as value
    from described_resources
    union all
    {%- endfor %}
    select
        project_name,
        'resource' as fact_kind,
        unique_id,
        unique_id as fact,
        resource_type as value
    from artifact_resources
    union all
    select
        project_name,
        'column' as fact_kind,
        unique_id,
        column_name as fact,
        {{ dbt.concat(["coalesce(data_type, '')", "'|'", "coalesce(description, '')"]) }} as value
    from artifact_columns
    where is_declared
    union all
    select
        project_name,
        'relationship' as fact_kind,
        child_unique_id as unique_id,
        parent_unique_id as fact,
        'reads' as value
    from artifact_edges
),

evaluator_facts as (
    {%- for attribute in attributes %}
    select
        project_name,
        'attribute' as fact_kind,
        unique_id,
        '{{ attribute }}' as fact,
        cast({{ attribute }} as {{ dbt.type_string() }}) as value
    from evaluator_resources
    union all
    {%- endfor %}
    select
        project_name,
        'resource' as fact_kind,
        unique_id,
        unique_id as fact,
        resource_type as value
    from evaluator_resources
    union all
    select
        project_name,
        'column' as fact_kind,
        unique_id,
        column_name as fact,
        {{ dbt.concat(["coalesce(data_type, '')", "'|'", "coalesce(description, '')"]) }} as value
    from evaluator_columns
    union all
    select
        project_name,
        'relationship' as fact_kind,
        child_unique_id as unique_id,
        parent_unique_id as fact,
        'reads' as value
    from evaluator_edges
),

differences as (
    select
        coalesce(artifact_facts.project_name, evaluator_facts.project_name) as project_name,
        coalesce(artifact_facts.fact_kind, evaluator_facts.fact_kind) as fact_kind,
        coalesce(artifact_facts.unique_id, evaluator_facts.unique_id) as unique_id,
        coalesce(artifact_facts.fact, evaluator_facts.fact) as fact,
        artifact_facts.value as artifact_value,
        evaluator_facts.value as evaluator_value,
        case
            when evaluator_facts.unique_id is null then 'only_in_artifacts'
            when artifact_facts.unique_id is null then 'only_in_evaluator'
            else 'different'
        end as difference
    from artifact_facts
    full outer join evaluator_facts
        on
            artifact_facts.project_name = evaluator_facts.project_name
            and artifact_facts.fact_kind = evaluator_facts.fact_kind
            and artifact_facts.unique_id = evaluator_facts.unique_id
            and artifact_facts.fact = evaluator_facts.fact
    where
        artifact_facts.unique_id is null
        or evaluator_facts.unique_id is null
        or coalesce(artifact_facts.value, '') <> coalesce(evaluator_facts.value, '')
),

-- an attribute of a resource that one route lacks is no further difference; the hub's own models, which stand in a
-- domain's graph in its pull request only, are no facts of the domain
counted as (
    select
        differences.*,
        projects_built_here.project_name is not null as is_built_here
    from differences
    inner join shared_projects
        on differences.project_name = shared_projects.project_name
    left join projects_built_here
        on differences.project_name = projects_built_here.project_name
    where
        (differences.fact_kind <> 'attribute' or differences.difference = 'different')
        and {{ dbt.split_part('differences.unique_id', "'.'", 2) }} <> 'mesh_commons'
),

-- the one place that says which differences are right
final as (
    select
        counted.project_name,
        counted.fact_kind,
        counted.unique_id,
        counted.fact,
        counted.difference,
        counted.artifact_value,
        counted.evaluator_value,
        {{ mesh_commons._parity_explanation('counted', 'artifact_resources') }} as explanation
    from counted
    left join artifact_resources
        on
            counted.project_name = artifact_resources.project_name
            and counted.unique_id = artifact_resources.unique_id
)

select * from final
