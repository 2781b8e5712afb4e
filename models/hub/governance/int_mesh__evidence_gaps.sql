-- What is missing of the evidence of a project, or of what it shares with another one: its counterpart.
{%- set again = "'See gather_warnings, mend the project and gather it again.'" %}
{%- set name_warehouses =
    "'Give their domains a `warehouse` in mesh_domains; `mesh forget` a project that is no more.'" %}
{%- set no_counterpart = "cast(null as " ~ dbt.type_string() ~ ")" %}
with

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

registered_projects as (
    select * from {{ ref('stg_registry__projects') }}
),

registered_groups as (
    select * from {{ ref('stg_registry__groups') }}
),

domains as (
    select * from {{ ref('dim_mesh__domains') }}
),

project_targets as (
    select * from {{ ref('int_mesh__project_targets') }}
),

relation_matches as (
    select * from {{ ref('int_mesh__relation_matches') }}
),

possible_matches as (
    select * from {{ ref('int_mesh__possible_matches') }}
),

unseen_rivals as (
    select * from {{ ref('int_mesh__unseen_rivals') }}
),

unread_matches as (
    select * from {{ ref('int_mesh__unread_matches') }}
),

warehouses as (
    select * from {{ ref('int_mesh__warehouses') }}
),

gather_warnings as (
    select * from {{ ref('stg_artifacts__gather_warnings') }}
),

product_sources as (
    select * from {{ ref('int_mesh__product_sources') }}
),

grants as (
    select * from {{ ref('int_mesh__grants') }}
),

principals as (
    select * from {{ ref('stg_registry__principals') }}
),

raw_reads as (
    select * from {{ ref('int_mesh__raw_reads') }}
),

registered_schemas as (
    select * from {{ ref('stg_registry__schemas') }}
),

personal_data_gaps as (
    select * from {{ ref('int_mesh__personal_data_gaps') }}
),

place_gaps as (
    select * from {{ ref('int_mesh__place_gaps') }}
),

shared_columns as (
    select * from {{ ref('int_mesh__shared_columns') }}
),

meta_statements as (
    select * from {{ ref('int_mesh__meta_statements') }}
),

meta_vocabulary as (
    select * from {{ ref('int_mesh__meta_vocabulary') }}
),

{% if var('mesh_reads_evaluator', true) -%}
evaluator_coverage as (
    select * from {{ ref('int_evaluator__coverage') }}
),
{%- endif %}

own_projects as (
    select distinct project_name
    from resources
    where is_own
),

domain_principals as (
    select distinct domain
    from principals
),

schema_counts as (
    select count(*) as schema_count
    from registered_schemas
),

agreed_keys as (
    select count(*) as agreed_count
    from meta_vocabulary
    where is_agreed
),

domain_counts as (
    select count(*) as domain_count
    from domains
),

product_projects as (
    select distinct project_name
    from data_products
),

partly_read_projects as (
    select registered_projects.project_name
    from registered_projects
    left join projects
        on registered_projects.project_name = projects.project_name
    where projects.project_name is null
    union all
    select registered_groups.project_name
    from registered_groups
    left join projects
        on registered_groups.project_name = projects.project_name
    where projects.project_name is null
    union all
    select project_name
    from gather_warnings
    where section in ('resources', 'sources', 'edges', 'exposures', 'metrics', 'semantic_models')
    {% if var('mesh_reads_evaluator', true) -%}
    union all
    select evaluator_coverage.project_name
    from evaluator_coverage
    inner join projects
        on evaluator_coverage.project_name = projects.project_name
    where
        projects.evidence_route = 'evaluator'
        and not evaluator_coverage.is_judged
        and evaluator_coverage.relation_name in ('int_direct_relationships', 'int_all_graph_resources')
    {%- endif %}
),

-- one of the projects whose reads are not all known stands for them
unread_projects as (
    select min(project_name) as project_name
    from partly_read_projects
    having min(project_name) is not null
),

-- sources that may be a public model of another domain, or another table
perhaps_reading as (
    select
        parent_project_name,
        parent_unique_id,
        child_project_name
    from relation_matches
    where not is_certain
    union
    select
        parent_project_name,
        parent_unique_id,
        child_project_name
    from possible_matches
),

-- another project on the engine, or on one that is unknown, may share the warehouse, or not
unnamed_warehouses as (
    select
        warehouses.project_name,
        min(others.project_name) as other_project_name
    from warehouses
    inner join warehouses as others
        on
            warehouses.warehouse <> others.warehouse
            and (
                warehouses.engine_family = others.engine_family
                or warehouses.engine_family = ''
                or others.engine_family = ''
            )
    where not (warehouses.is_warehouse_known and others.is_warehouse_known)
    group by warehouses.project_name
),

final as (
    select distinct
        project_name,
        {{ no_counterpart }} as counterpart_project_name,
        case
            when section = 'groups' then 'owners'
            when section in ('exposures', 'metrics', 'semantic_models') then 'readers'
            when section in ('data_tests', 'tested_nodes', 'constraints') then 'tests'
            when section = 'node_columns' then 'columns'
            else section
        end as evidence,
        {{ dbt.concat(["'Part of its artifacts could not be read: '", 'section', "'.'"]) }} as reason,
        {{ again }} as remedy
    from gather_warnings
    where
        section in (
            'resources', 'sources', 'edges', 'exposures', 'metrics', 'semantic_models', 'groups', 'macros',
            'data_tests', 'tested_nodes', 'constraints', 'node_columns', 'grants'
        )
    union all
    -- a group that is lost has taken what it states along
    select distinct
        project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'statements' as evidence,
        {{ dbt.concat(["'Part of its artifacts could not be read: '", 'section', "'.'"]) }} as reason,
        {{ again }} as remedy
    from gather_warnings
    where section in ('groups', 'policy_settings', 'exceptions')
    union all
    select distinct
        project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'meta' as evidence,
        {{ dbt.concat(["'Part of its artifacts could not be read: '", 'section', "'.'"]) }} as reason,
        {{ again }} as remedy
    from gather_warnings
    where section in ('groups', 'meta')
    union all
    select distinct
        meta_statements.project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'vocabulary' as evidence,
        'It has keys of `meta`, and the domains have agreed on none.' as reason,
        'Name those that the mesh has under `mesh_meta_keys`, or switch the policy off in mesh_policies.csv.' as remedy
    from meta_statements
    cross join agreed_keys
    where not meta_statements.is_known and agreed_keys.agreed_count = 0
    union all
    select
        projects.project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'resources' as evidence,
        'It has no resource of its own.' as reason,
        'Gather it from where it has some, or forget it (`mesh forget`) and take it off the registry.' as remedy
    from projects
    left join own_projects
        on projects.project_name = own_projects.project_name
    where own_projects.project_name is null
    union all
    select
        project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'warehouse' as evidence,
        {{ dbt.concat([
            "'Its warehouse, or that of '", 'other_project_name',
            "', has no name: whether one name is one relation is unknown.'"
        ]) }} as reason,
        {{ name_warehouses }} as remedy
    from unnamed_warehouses
    union all
    select distinct
        child_project_name as project_name,
        parent_project_name as counterpart_project_name,
        'sources' as evidence,
        {{ dbt.concat([
            "'A source may be a relation of '", 'parent_project_name',
            "': nothing says whether warehouse and database of both are one.'"
        ]) }} as reason,
        'Give their domains a `warehouse` in mesh_domains, and the source its `database`.' as remedy
    from relation_matches
    where not is_certain
    union all
    select
        project_name,
        counterpart_project_name,
        evidence,
        {{ dbt.concat([
            "case evidence when 'rival_builders' then 'A relation' when 'rival_claims' then 'A source' "
            ~ "else 'A macro' end",
            "' of it may be one of '", 'counterpart_project_name', "' too, of which part is not known.'"
        ]) }} as reason,
        {{ dbt.concat([
            "'Mend what could not be read of '", 'counterpart_project_name', "', or parse it with its production target.'"
        ]) }} as remedy
    from unseen_rivals
    union all
    select
        project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'age' as evidence,
        'When its evidence was made is unknown.' as reason,
        'Gather artifacts in which dbt has written metadata.generated_at.' as remedy
    from projects
    where generated_at is null
    union all
    select
        project_targets.project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'relations' as evidence,
        case
            when project_targets.home_schema is not null
                then
                    {{ dbt.concat([
                        "'Its relations are in '", 'project_targets.built_schema',
                        "', and in none of the schemas of its domain, as '", 'project_targets.home_schema', "'.'"
                    ]) }}
            else
                {{ dbt.concat(["'It was parsed for the target '", 'projects.target_name', "', not for production.'"]) }}
        end as reason,
        'Parse it with the production target (mesh_production_targets), or name its schemas in mesh_domains.' as remedy
    from project_targets
    inner join projects
        on project_targets.project_name = projects.project_name
    where not project_targets.is_production
    union all
    select distinct
        child_project_name as project_name,
        parent_project_name as counterpart_project_name,
        'relations' as evidence,
        {{ dbt.concat([
            "'A source may be a relation of '", 'parent_project_name', "', which was not parsed for production.'"
        ]) }} as reason,
        {{ dbt.concat(["'Parse '", 'parent_project_name', "' with the production target.'"]) }} as remedy
    from possible_matches
    where is_parent_elsewhere
    union all
    select distinct
        child_project_name as project_name,
        parent_project_name as counterpart_project_name,
        'relations' as evidence,
        case
            when is_parent_gathered
                then
                    {{ dbt.concat([
                        "'A source may be a relation of '", 'parent_project_name',
                        "', of which a model could not be read.'"
                    ]) }}
            else
                {{ dbt.concat([
                    "'A source is in a schema of '", 'parent_project_name', "', of which nothing is known.'"
                ]) }}
        end as reason,
        case
            when is_parent_gathered
                then
                    {{ dbt.concat([
                        "'See gather_warnings, mend '", 'parent_project_name', "' and gather it again.'"
                    ]) }}
            else {{ dbt.concat(["'Gather '", 'parent_project_name', "' too.'"]) }}
        end as remedy
    from unread_matches
    union all
    select distinct
        child_project_name as project_name,
        parent_project_name as counterpart_project_name,
        'parents' as evidence,
        {{ dbt.concat([
            "'It reads resources of '", 'parent_project_name', "' that were not gathered, or could not be read.'"
        ]) }} as reason,
        {{ dbt.concat(["'Gather '", 'parent_project_name', "' too.'"]) }} as remedy
    from relationships
    where not is_parent_known and is_cross_project
    union all
    select distinct
        child_project_name as project_name,
        nullif(parent_project_name, child_project_name) as counterpart_project_name,
        'published' as evidence,
        {{ dbt.concat([
            "'Nothing says which models of '", 'parent_project_name', "' are public, and it reads one.'"
        ]) }} as reason,
        {{ dbt.concat(["'Gather the artifacts of '", 'parent_project_name', "' too.'"]) }} as remedy
    from relationships
    where
        relationship_type = 'depends_on'
        and is_parent_known
        and is_cross_domain
        and parent_resource_type = 'model'
        and parent_access is null
    union all
    select distinct
        project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'access' as evidence,
        'Nothing says which of its models are public.' as reason,
        'Gather its artifacts.' as remedy
    from resources
    where resource_type = 'model' and is_own and access is null
    union all
    select distinct
        project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'contracts' as evidence,
        'Nothing says whether a public model of it has a contract.' as reason,
        'Gather its artifacts.' as remedy
    from data_products
    where is_contract_enforced is null
    union all
    select distinct
        project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'materialized' as evidence,
        'Nothing says how a public model of it is materialised.' as reason,
        'Gather its artifacts.' as remedy
    from data_products
    where materialized is null
    union all
    select distinct
        project_name,
        nullif(source_project_name, project_name) as counterpart_project_name,
        'freshness' as evidence,
        {{ dbt.concat([
            "'Of a source of '", 'source_project_name',
            "', on which a public model of it stands, nobody can tell whether it is watched.'"
        ]) }} as reason,
        {{ dbt.concat([
            "'Gather the manifest.json of '", 'source_project_name',
            "'. Where the source may be a model, give the domains their `warehouse` and `schemas` in mesh_domains.'"
        ]) }} as remedy
    from product_sources
    where has_freshness is null
    union all
    select distinct
        project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'column_names' as evidence,
        'Of a public model of it no column is known.' as reason,
        'List its columns in YAML, or gather catalog.json, which `dbt docs generate` writes.' as remedy
    from data_products
    where column_count = 0
    union all
    select distinct
        data_products.project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'columns' as evidence,
        'It is known by its evaluator tables only, which hold no column of a public model.' as reason,
        'Gather its artifacts with `mesh gather`.' as remedy
    from data_products
    inner join projects
        on data_products.project_name = projects.project_name
    where projects.evidence_route = 'evaluator' and data_products.column_count = 0
    {%- for evidence in ['types', 'all_types'] %}
    union all
    -- one of the columns stands for all: of the keys, or of any
    select
        shared_columns.project_name,
        {{ no_counterpart }} as counterpart_project_name,
        '{{ evidence }}' as evidence,
        case
            when min(shared_columns.data_type) is null
                then
                    {{ dbt.concat([
                        "'Nothing says of which type its public column '", 'min(shared_columns.column_key)',
                        "' is, which other domains have too.'"
                    ]) }}
            else
                {{ dbt.concat([
                    "'The type '", 'min(shared_columns.data_type)', "' of a public column of it is of no family.'"
                ]) }}
        end as reason,
        case
            when min(shared_columns.data_type) is null
                then 'Give the column its `data_type`, or gather catalog.json, which `dbt docs generate` writes.'
            else 'Add the type to mesh_type_families.csv.'
        end as remedy
    from shared_columns
    where shared_columns.type_family is null {{ 'and shared_columns.is_key' if evidence == 'types' }}
    group by shared_columns.project_name
    {%- endfor %}
    union all
    select
        product_projects.project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'consumers' as evidence,
        {{ dbt.concat([
            "'Not all of the mesh is known, such as '", 'unread_projects.project_name', "': it may be the reader.'"
        ]) }} as reason,
        'Gather every project that the registry names, and mend what could not be read.' as remedy
    from product_projects
    cross join unread_projects
    union all
    select
        product_projects.project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'consumers' as evidence,
        'No other domain is known that could read its public models.' as reason,
        'Gather the projects of the other domains too.' as remedy
    from product_projects
    cross join domain_counts
    where domain_counts.domain_count < 2
    union all
    select distinct
        data_products.project_name,
        perhaps_reading.child_project_name as counterpart_project_name,
        'consumers' as evidence,
        {{ dbt.concat([
            "'A source of '", 'perhaps_reading.child_project_name', "' may be a public model of it.'"
        ]) }} as reason,
        'Give the domains their `warehouse` and `schemas` in mesh_domains, and parse for production.' as remedy
    from data_products
    inner join perhaps_reading
        on
            data_products.project_name = perhaps_reading.parent_project_name
            and data_products.unique_id = perhaps_reading.parent_unique_id
    inner join projects
        on perhaps_reading.child_project_name = projects.project_name
    where
        data_products.domain <> projects.domain
        and data_products.consumer_domain_count = 0
        and data_products.exposure_count = 0
    union all
    select distinct
        raw_reads.project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'schemas' as evidence,
        case
            when schema_counts.schema_count = 0 then 'The registry says of no schema which domain owns it.'
            else 'Nothing says in which schema a source is that it reads.'
        end as reason,
        case
            when schema_counts.schema_count = 0
                then 'Give the domains their `schemas` in mesh_domains, or switch the policy off in mesh_policies.csv.'
            else 'Gather its artifacts.'
        end as remedy
    from raw_reads
    cross join schema_counts
    where schema_counts.schema_count = 0 or raw_reads.schema_name is null
    union all
    select distinct
        raw_reads.project_name,
        raw_reads.possible_builder_project_name as counterpart_project_name,
        'schemas' as evidence,
        {{ dbt.concat([
            "'A source in a schema that nobody owns may be a relation of '", 'raw_reads.possible_builder_project_name',
            "', of which not all is known.'"
        ]) }} as reason,
        {{ dbt.concat([
            "'Gather '", 'raw_reads.possible_builder_project_name',
            "' whole, parsed with its production target, and give the domains their `warehouse` in mesh_domains.'"
        ]) }} as remedy
    from raw_reads
    cross join schema_counts
    where
        schema_counts.schema_count > 0
        and not raw_reads.is_owned
        and raw_reads.schema_name is not null
        and raw_reads.possible_builder_project_name is not null
    union all
    select
        project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'places' as evidence,
        reason,
        remedy
    from place_gaps
    union all
    select
        project_name,
        counterpart_project_name,
        evidence,
        reason,
        remedy
    from personal_data_gaps
    union all
    select distinct
        grants.project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'principals' as evidence,
        'It grants something, and the registry names nobody who may read its domain.' as reason,
        {{ dbt.concat([
            "'Name them under `member_groups` and `reader_groups` in mesh_domains, '",
            "'or switch the policy off in mesh_policies.csv.'"
        ]) }} as remedy
    from grants
    left join domain_principals
        on grants.domain = domain_principals.domain
    where domain_principals.domain is null
    {%- for evidence in ['tests', 'descriptions'] %}
    union all
    select
        projects.project_name,
        {{ no_counterpart }} as counterpart_project_name,
        '{{ evidence }}' as evidence,
        'It is known by its evaluator tables only, which hold no {{ evidence }}.' as reason,
        'Gather its artifacts.' as remedy
    from projects
    inner join product_projects
        on projects.project_name = product_projects.project_name
    where projects.evidence_route = 'evaluator'
    {%- endfor %}
    {%- for evidence in ['macros', 'owners', 'packages', 'grants', 'statements', 'meta'] %}
    union all
    select
        project_name,
        {{ no_counterpart }} as counterpart_project_name,
        '{{ evidence }}' as evidence,
        'It is known by its evaluator tables only, which hold no {{ evidence }}.' as reason,
        'Gather its artifacts.' as remedy
    from projects
    where evidence_route = 'evaluator'
    {%- endfor %}
    {% if var('mesh_reads_evaluator', true) -%}
    union all
    select
        projects.project_name,
        {{ no_counterpart }} as counterpart_project_name,
        case evaluator_coverage.relation_name
            when 'int_direct_relationships' then 'edges'
            else 'resources'
        end as evidence,
        evaluator_coverage.reason,
        evaluator_coverage.remedy
    from projects
    inner join evaluator_coverage
        on projects.project_name = evaluator_coverage.project_name
    where
        projects.evidence_route = 'evaluator'
        and not evaluator_coverage.is_judged
        and evaluator_coverage.relation_name in ('int_direct_relationships', 'int_all_graph_resources')
    {%- endif %}
)

select * from final
