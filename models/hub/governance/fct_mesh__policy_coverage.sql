with

policies as (
    select * from {{ ref('mesh_policies') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

registered_projects as (
    select * from {{ ref('stg_registry__projects') }}
),

registered_groups as (
    select * from {{ ref('stg_registry__groups') }}
),

relation_matches as (
    select * from {{ ref('int_mesh__relation_matches') }}
),

warehouses as (
    select * from {{ ref('int_mesh__warehouses') }}
),

gather_warnings as (
    select * from {{ ref('stg_artifacts__gather_warnings') }}
),

sources as (
    select * from {{ ref('stg_artifacts__sources') }}
),

principals as (
    select * from {{ ref('stg_registry__principals') }}
),

registered_schemas as (
    select * from {{ ref('stg_registry__schemas') }}
),

{% if var('mesh_reads_evaluator', true) -%}
evaluator_coverage as (
    select * from {{ ref('int_evaluator__coverage') }}
),
{%- endif %}

expected_projects as (
    select
        project_name,
        domain
    from projects
    union
    select
        project_name,
        domain
    from registered_projects
    -- the domain of a project that is known by a group only is not in the registry
    union
    select
        registered_groups.project_name,
        registered_groups.project_name as domain
    from registered_groups
    left join registered_projects
        on registered_groups.project_name = registered_projects.project_name
    left join projects
        on registered_groups.project_name = projects.project_name
    where registered_projects.project_name is null and projects.project_name is null
),

-- one of the projects whose reads are not all known stands for them
unknown_projects as (
    select min(project_name) as project_name
    from (
        select expected_projects.project_name
        from expected_projects
        left join projects
            on expected_projects.project_name = projects.project_name
        where projects.project_name is null
        union all
        select project_name
        from gather_warnings
        where section in ('resources', 'sources', 'edges', 'exposures', 'metrics', 'semantic_models')
    ) as partly_known
    having min(project_name) is not null
),

registered_schema_count as (
    select count(*) as schema_count
    from registered_schemas
),

-- another project on the engine may share the warehouse, or not
unnamed_warehouses as (
    select
        warehouses.project_name,
        min(others.project_name) as other_project_name
    from warehouses
    inner join warehouses as others
        on
            warehouses.engine_family = others.engine_family
            and warehouses.warehouse <> others.warehouse
    where not (warehouses.is_warehouse_known and others.is_warehouse_known)
    group by warehouses.project_name
),

-- one row per part of a project's evidence that is missing, with why
gaps as (
    select distinct
        project_name,
        case
            when section = 'groups' then 'owners'
            when section in ('exposures', 'metrics', 'semantic_models') then 'readers'
            when section in ('data_tests', 'tested_nodes', 'constraints') then 'tests'
            when section = 'node_columns' then 'columns'
            else section
        end as evidence,
        {{ dbt.concat(["'Part of its artifacts could not be read: '", 'section', "'.'"]) }} as reason,
        'See gather_warnings, mend the project and gather it again.' as remedy
    from gather_warnings
    where
        section in (
            'resources', 'sources', 'edges', 'exposures', 'metrics', 'semantic_models', 'groups', 'macros',
            'data_tests', 'tested_nodes', 'constraints', 'node_columns', 'grants'
        )
    union all
    select
        project_name,
        'warehouse' as evidence,
        {{ dbt.concat([
            "'Its warehouse, or that of '", 'other_project_name',
            "', has no name: whether one name is one relation is unknown.'"
        ]) }} as reason,
        'Give their domains a `warehouse` in mesh_domains.' as remedy
    from unnamed_warehouses
    union all
    select
        child_project_name as project_name,
        'sources' as evidence,
        {{ dbt.concat([
            "'A source is in a schema that the project builds in, and '", 'min(parent_project_name)',
            "' too: which warehouse is unknown.'"
        ]) }} as reason,
        'Give their domains a `warehouse` in mesh_domains.' as remedy
    from relation_matches
    where not is_certain
    group by child_project_name
    union all
    select
        project_name,
        'freshness' as evidence,
        'Its Information Schema shows no freshness rules.' as reason,
        'Gather its manifest.json.' as remedy
    from sources
    where has_freshness is null
    union all
    select
        projects.project_name,
        'consumers' as evidence,
        {{ dbt.concat([
            "'Not all of the mesh is known, such as \'\''", 'unknown_projects.project_name', "'\'\': it may be the reader.'"
        ]) }} as reason,
        'Gather every project that the registry names, and mend what could not be read.' as remedy
    from projects
    cross join unknown_projects
    union all
    select
        projects.project_name,
        'schemas' as evidence,
        'No domain of the registry owns a schema.' as reason,
        'Give the domains their `schemas` in mesh_domains.' as remedy
    from projects
    cross join registered_schema_count
    where registered_schema_count.schema_count = 0
    union all
    select
        projects.project_name,
        'principals' as evidence,
        'Its domain names nobody who may read it.' as reason,
        'Give the domain `member_groups` and `reader_groups` in mesh_domains.' as remedy
    from projects
    left join principals
        on projects.domain = principals.domain
    where principals.domain is null
    {%- for evidence in ['macros', 'owners', 'tests', 'descriptions', 'freshness', 'grants'] %}
    union all
    select
        project_name,
        '{{ evidence }}' as evidence,
        'It is known by its evaluator tables only, which hold no {{ evidence }}.' as reason,
        'Gather its artifacts with `mesh gather`.' as remedy
    from projects
    where evidence_route = 'evaluator'
    {%- endfor %}
    {% if var('mesh_reads_evaluator', true) -%}
    union all
    select
        projects.project_name,
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
),

-- an evaluator rule is judged by the evaluator: fct_evaluator__coverage says where
policy_evidence as (
    select distinct
        policy_id,
        {{ dbt.concat(["' '", 'evidence', "' '"]) }} as evidence_list
    from policies
    where found_by = 'policy'
),

missing_evidence as (
    select
        policy_evidence.policy_id,
        gaps.project_name,
        min(gaps.reason) as reason,
        min(gaps.remedy) as remedy
    from policy_evidence
    inner join gaps
        on policy_evidence.evidence_list like {{ dbt.concat(["'% '", 'gaps.evidence', "' %'"]) }}
    group by policy_evidence.policy_id, gaps.project_name
),

policy_ids as (
    select distinct policy_id
    from policy_evidence
),

final as (
    select
        policy_ids.policy_id,
        expected_projects.domain,
        expected_projects.project_name,
        projects.project_name is not null and missing_evidence.policy_id is null as is_judged,
        case
            when projects.project_name is null then 'Nothing is known of the project.'
            else missing_evidence.reason
        end as reason,
        case
            when projects.project_name is null
                then 'Gather its artifacts with `mesh gather`, or take it off the registry.'
            else missing_evidence.remedy
        end as remedy
    from policy_ids
    cross join expected_projects
    left join projects
        on expected_projects.project_name = projects.project_name
    left join missing_evidence
        on
            policy_ids.policy_id = missing_evidence.policy_id
            and expected_projects.project_name = missing_evidence.project_name
)

select * from final
