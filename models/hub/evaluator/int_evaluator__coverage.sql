with

relations as (
    select * from {{ ref('stg_evaluator__relations') }}
),

versions as (
    select * from {{ ref('stg_evaluator__versions') }}
),

graph_resources as (
    select * from {{ ref('stg_evaluator__int_all_graph_resources') }}
),

resource_counts as (
    select
        project_name,
        count(*) as resource_count
    from graph_resources
    group by project_name
),

schemas as (
    select
        project_name,
        sum(case when is_found then 1 else 0 end) as found_count
    from relations
    group by project_name
),

-- a missing table is one thing to mend, a missing schema another, and rules over an empty graph find nothing
reasons as (
    select
        relations.*,
        case
            when not relations.is_used then 'evaluator_not_used'
            when schemas.found_count = 0 then 'schema_missing'
            when not relations.is_found then 'table_missing'
            when resource_counts.resource_count is null and relations.relation_kind <> 'exception' then 'graph_empty'
        end as reason
    from relations
    inner join schemas
        on relations.project_name = schemas.project_name
    left join resource_counts
        on relations.project_name = resource_counts.project_name
),

final as (
    select
        reasons.domain,
        reasons.project_name,
        reasons.relation_name,
        reasons.relation_kind,
        reasons.database_name,
        reasons.schema_name,
        versions.evaluator_version,
        reasons.reason is null as is_judged,
        reasons.reason,
        case reasons.reason
            when 'evaluator_not_used' then {{ dbt.concat([
                "'The registry says evaluator: false for '", 'reasons.domain',
                "'. Remove that once the project runs dbt_project_evaluator.'"
            ]) }}
            when 'schema_missing' then {{ dbt.concat([
                "'Run dbt build --select package:dbt_project_evaluator in '", 'reasons.project_name',
                "', grant the hub select on '", "coalesce(reasons.schema_name, 'its schema')",
                "', or say under evaluator in mesh_domains where the tables are.'"
            ]) }}
            when 'table_missing' then {{ dbt.concat([
                "'Enable '", 'reasons.relation_name', "' in '", 'reasons.project_name',
                "', build it again, and grant the hub select on it in '",
                "coalesce(reasons.schema_name, 'its schema')", "'.'"
            ]) }}
            when 'graph_empty' then {{ dbt.concat([
                "'int_all_graph_resources of '", 'reasons.project_name',
                "' is missing or has no rows. Build the whole package, without --empty.'"
            ]) }}
        end as remedy
    from reasons
    left join versions
        on reasons.project_name = versions.project_name
)

select * from final
