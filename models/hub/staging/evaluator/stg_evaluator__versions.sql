with

relations as (
    select * from {{ ref('stg_evaluator__relations') }}
),

-- no table of the evaluator names its version, but one holds the line counts of the evaluator's own models
line_counts as (
    {{ mesh_commons._evaluator_line_counts() }}
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
                when line_counts.root_models_lines = 24 and line_counts.relationships_lines = 86 then '1.0'
                -- 1.1.0 still counted one line less
                when line_counts.root_models_lines = 35 and line_counts.relationships_lines = 86 then '1.1 or 1.2'
                when line_counts.root_models_lines = 36 and line_counts.relationships_lines = 87 then '1.1 or 1.2'
                when line_counts.root_models_lines = 36 and line_counts.relationships_lines = 84 then '1.3'
            end
        ) as evaluator_version,
        projects.declared_version is not null as is_version_declared
    from projects
    left join line_counts
        on projects.project_name = line_counts.project_name
)

select * from final
