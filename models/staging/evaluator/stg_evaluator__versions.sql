{{ config(materialized='table') }}

{%- set places = mesh_commons._evaluator_found('stg_nodes') %}

with

relations as (
    select * from {{ ref('stg_evaluator__relations') }}
),

-- no table of the evaluator names its version, but one holds the line counts of the evaluator's own models
line_counts as (
    {%- for place in places or [{'project_name': '', 'relation': none}] %}
    select
        cast('{{ dbt.escape_single_quotes(place.project_name) }}' as {{ dbt.type_string() }}) as project_name,
        {%- if place.relation %}
        max(case when name = 'fct_root_models' then number_lines end) as root_models_lines,
        max(case when name = 'int_direct_relationships' then number_lines end) as direct_relationships_lines
    from {{ place.relation }}
    where package_name = 'dbt_project_evaluator'
        {%- else %}
        cast(null as {{ dbt.type_int() }}) as root_models_lines,
        cast(null as {{ dbt.type_int() }}) as direct_relationships_lines
    from relations
    where 1 = 0
        {%- endif %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

projects as (
    select
        domain,
        project_name,
        max(declared_version) as declared_version
    from relations
    group by domain, project_name
),

final as (
    select
        projects.domain,
        projects.project_name,
        coalesce(
            projects.declared_version,
            case
                when line_counts.root_models_lines = 24 and line_counts.direct_relationships_lines = 86 then '1.0'
                -- 1.1.0 still counted one line less
                when line_counts.root_models_lines = 35 and line_counts.direct_relationships_lines = 86 then '1.1 or 1.2'
                when line_counts.root_models_lines = 36 and line_counts.direct_relationships_lines = 87 then '1.1 or 1.2'
                when line_counts.root_models_lines = 36 and line_counts.direct_relationships_lines = 84 then '1.3'
            end
        ) as evaluator_version,
        projects.declared_version is not null as is_version_declared
    from projects
    left join line_counts
        on projects.project_name = line_counts.project_name
)

select * from final
