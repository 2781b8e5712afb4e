{{ config(materialized='table') }}

{%- set locations = _evaluator_locations() -%}
{%- set built_here = _evaluator_built_here() -%}
{%- set databases = (locations | map(attribute='database') | list + [target.get('database')]
    + built_here.values() | map(attribute='database') | list) | unique | list -%}
{%- set schemas = (locations | map(attribute='schema') | list
    + built_here.values() | map(attribute='schema') | list) | unique | list %}

with locations as (
    {{ _evaluator_location_rows(locations, built_here) }}
),

relations as (
    {{ _evaluator_relation_rows(built_here) }}
),

found_columns as (
    {{ _evaluator_metadata(databases, schemas) }}
),

-- in a domain's own invocation its relations stand where the graph says, all others where the registry says
expected as (
    select
        locations.domain,
        locations.project_name,
        relations.relation_name,
        relations.relation_kind,
        case when locations.is_built_here = 1 then relations.built_database else locations.database_name end
            as expected_database,
        case when locations.is_built_here = 1 then relations.built_schema else locations.schema_name end
            as expected_schema,
        case when locations.is_built_here = 1 then relations.built_identifier else relations.relation_name end
            as expected_identifier,
        locations.is_built_here,
        locations.is_used,
        locations.declared_version
    from locations
    cross join relations
),

final as (
    select
        expected.domain,
        expected.project_name,
        expected.relation_name,
        expected.relation_kind,
        coalesce(found_columns.database_name, expected.expected_database) as database_name,
        coalesce(found_columns.schema_name, expected.expected_schema) as schema_name,
        coalesce(found_columns.identifier, expected.expected_identifier) as identifier,
        expected.is_built_here = 1 as is_built_here,
        expected.is_used = 1 as is_used,
        expected.declared_version,
        found_columns.column_name,
        found_columns.data_type
    from expected
    left join found_columns
        on lower(expected.expected_database) = lower(found_columns.database_name)
        and lower(expected.expected_schema) = lower(found_columns.schema_name)
        and lower(expected.expected_identifier) = lower(found_columns.identifier)
        and expected.is_used = 1
)

select * from final
