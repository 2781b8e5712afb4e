{%- set locations = mesh_commons._evaluator_locations(mesh_commons._gathered_projects()) -%}
{%- set built_here = mesh_commons._evaluator_built_here() -%}
{%- if built_here and project_name not in locations -%}
    {%- do locations.update({project_name: {'domain': project_name, 'project_name': project_name, 'is_used': true}}) -%}
{%- endif -%}

{%- set places = locations.values() | list + built_here.values() | list -%}
{%- set databases = (places | map(attribute='database') | select | list + [target.get('database')]) | unique | list -%}
{%- set schemas = places | map(attribute='schema') | select | unique | list -%}

{%- set expected_rows = [] -%}
{%- for location in locations.values() -%}
    {%- do expected_rows.append([
        location['domain'], location['project_name'], location.get('database'), location.get('schema'),
        location.get('version'), 'yes' if location['is_used'] else 'no', 'yes' if location.get('is_declared') else 'no',
        'yes' if built_here and location['project_name'] == project_name else 'no',
    ]) -%}
{%- endfor -%}

{%- set relation_rows = mesh_commons._evaluator_relation_rows(built_here) %}

with

locations as (
    {{ mesh_commons._rows_as_select(
        [
            'domain', 'project_name', 'database_name', 'schema_name', 'declared_version', 'is_used', 'is_declared',
            'is_built_here',
        ],
        expected_rows
    ) }}
),

relations as (
    {{ mesh_commons._rows_as_select(
        ['relation_name', 'relation_kind', 'built_database', 'built_schema', 'built_identifier'], relation_rows
    ) }}
),

found_columns as (
    {{ mesh_commons._evaluator_metadata(databases, schemas) }}
),

-- a project that is being built has its relations where the graph says, all others where the registry says
expected as (
    select
        locations.domain,
        locations.project_name,
        relations.relation_name,
        relations.relation_kind,
        case when locations.is_built_here = 'yes' then relations.built_database else locations.database_name end
            as database_name,
        case when locations.is_built_here = 'yes' then relations.built_schema else locations.schema_name end
            as schema_name,
        case when locations.is_built_here = 'yes' then relations.built_identifier else relations.relation_name end
            as identifier,
        locations.declared_version,
        locations.is_used = 'yes' as is_used,
        locations.is_declared = 'yes' as is_declared,
        locations.is_built_here = 'yes' as is_built_here
    from locations
    cross join relations
),

final as (
    select
        expected.domain,
        expected.project_name,
        expected.relation_name,
        expected.relation_kind,
        coalesce(found_columns.database_name, expected.database_name) as database_name,
        coalesce(found_columns.schema_name, expected.schema_name) as schema_name,
        coalesce(found_columns.identifier, expected.identifier) as identifier,
        expected.is_built_here,
        expected.is_used,
        expected.is_declared,
        expected.declared_version,
        found_columns.column_name,
        found_columns.data_type
    from expected
    left join found_columns
        on
            lower(expected.database_name) = lower(found_columns.database_name)
            and lower(expected.schema_name) = lower(found_columns.schema_name)
            and lower(expected.identifier) = lower(found_columns.identifier)
            and expected.is_used
)

select * from final
