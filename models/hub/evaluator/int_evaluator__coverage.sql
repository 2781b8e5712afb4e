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

-- whose graph it is: an injected resource of another project has no file here
packages as (
    select
        project_name,
        package_name,
        row_number() over (
            partition by project_name
            order by
                case when package_name = project_name then 0 else 1 end,
                count(*) desc,
                package_name
        ) as package_number
    from graph_resources
    where coalesce(file_path, '') <> ''
    group by project_name, package_name
),

graphs as (
    select
        project_name,
        package_name as graph_project_name
    from packages
    where package_number = 1
),

-- exceptions of its own, which stand wherever the project has put them
own_exceptions as (
    select
        project_name,
        max(schema) as schema_name
    from graph_resources
    where
        resource_type = 'seed'
        and resource_name = 'dbt_project_evaluator_exceptions'
        and package_name = project_name
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
        {{ dbt.concat([
            "coalesce(" ~ dbt.concat(['relations.database_name', "'.'"]) ~ ", '')",
            "coalesce(relations.schema_name, 'its schema')"
        ]) }} as place,
        case
            when not relations.is_used then 'evaluator_not_used'
            when schemas.found_count = 0 then 'schema_missing'
            when
                relations.relation_kind = 'exception'
                and lower(own_exceptions.schema_name) <> lower(relations.schema_name)
                then 'exceptions_elsewhere'
            when not relations.is_found then 'table_missing'
            when graphs.graph_project_name is null and relations.relation_kind <> 'exception' then 'graph_empty'
            when graphs.graph_project_name <> relations.project_name then 'wrong_project'
        end as reason,
        graphs.graph_project_name,
        own_exceptions.schema_name as exceptions_schema_name
    from relations
    inner join schemas
        on relations.project_name = schemas.project_name
    left join graphs
        on relations.project_name = graphs.project_name
    left join own_exceptions
        on relations.project_name = own_exceptions.project_name
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
                "'Looked for in '", 'reasons.place',
                "'. Run dbt build --select package:dbt_project_evaluator in '", 'reasons.project_name',
                "', grant the hub select on them, or say under evaluator in mesh_domains where the tables are.'"
            ]) }}
            when 'exceptions_elsewhere' then {{ dbt.concat([
                "'The exceptions of '", 'reasons.project_name', "' are in the schema '",
                'reasons.exceptions_schema_name', "', where the hub does not look. Give that seed the +schema of the '",
                "'evaluator, so that it stands in '", 'reasons.place', "'.'"
            ]) }}
            when 'table_missing' then {{ dbt.concat([
                "'Enable '", 'reasons.relation_name', "' in '", 'reasons.project_name',
                "', build it again, and grant the hub select on it in '", 'reasons.place', "'.'"
            ]) }}
            when 'graph_empty' then {{ dbt.concat([
                "'int_all_graph_resources of '", 'reasons.project_name',
                "' is missing or has no rows. Build the whole package, without --empty.'"
            ]) }}
            when 'wrong_project' then {{ dbt.concat([
                "'The tables in '", 'reasons.place', "' are of the project '", 'reasons.graph_project_name',
                "', not of '", 'reasons.project_name', "'. Say under evaluator in mesh_domains where its own are.'"
            ]) }}
        end as remedy
    from reasons
    left join versions
        on reasons.project_name = versions.project_name
)

select * from final
