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
            else section
        end as evidence,
        {{ dbt.concat(["'Part of its artifacts could not be read: '", 'section', "'.'"]) }} as reason,
        'See gather_warnings, mend the project and gather it again.' as remedy
    from gather_warnings
    where
        section in (
            'resources', 'sources', 'edges', 'exposures', 'metrics', 'semantic_models', 'groups', 'macros'
        )
    union all
    select
        project_name,
        'age' as evidence,
        'When its evidence was made is unknown.' as reason,
        'Gather artifacts in which dbt has written metadata.generated_at.' as remedy
    from projects
    where generated_at is null
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
    {%- for evidence in ['macros', 'owners'] %}
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
        cast(null as {{ dbt.type_string() }}) as counterpart_project_name,
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
