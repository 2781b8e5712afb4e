with

policies as (
    select * from {{ ref('int_mesh__policies_in_force') }}
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

tightened_policies as (
    select * from {{ ref('int_mesh__tightened_policies') }}
),

domain_rules as (
    select * from {{ ref('int_mesh__domain_rules') }}
),

gaps as (
    select * from {{ ref('int_mesh__evidence_gaps') }}
),

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

-- an evaluator rule is judged by the evaluator: fct_evaluator__coverage says where
policy_evidence as (
    select
        policy_id,
        condition,
        {{ dbt.concat(["' '", 'evidence', "' '"]) }} as evidence_list,
        coalesce(severity, 'error') <> 'off' as is_for_all
    from policies
    where found_by = 'policy'
),

-- what is off is judged where a domain wants it
wanted_policies as (
    select
        policy_id,
        condition,
        project_name
    from tightened_policies
    where severity <> 'off' and project_name is not null
    union
    select
        tightened_policies.policy_id,
        tightened_policies.condition,
        expected_projects.project_name
    from tightened_policies
    inner join expected_projects
        on tightened_policies.domain = expected_projects.domain
    where tightened_policies.severity <> 'off' and tightened_policies.project_name is null
),

judged_evidence as (
    select
        policy_evidence.policy_id,
        policy_evidence.evidence_list,
        expected_projects.project_name,
        expected_projects.domain
    from policy_evidence
    cross join expected_projects
    where policy_evidence.is_for_all
    union
    select
        policy_evidence.policy_id,
        policy_evidence.evidence_list,
        expected_projects.project_name,
        expected_projects.domain
    from policy_evidence
    inner join wanted_policies
        on
            policy_evidence.policy_id = wanted_policies.policy_id
            and policy_evidence.condition = wanted_policies.condition
    inner join expected_projects
        on wanted_policies.project_name = expected_projects.project_name
    where not policy_evidence.is_for_all
),

-- one gap stands for all, with its own remedy
ranked_gaps as (
    select
        judged_evidence.policy_id,
        gaps.project_name,
        gaps.counterpart_project_name,
        gaps.reason,
        gaps.remedy,
        row_number() over (
            partition by judged_evidence.policy_id, gaps.project_name, gaps.counterpart_project_name
            order by gaps.reason, gaps.remedy
        ) as gap_number
    from judged_evidence
    inner join gaps
        on
            judged_evidence.project_name = gaps.project_name
            and judged_evidence.evidence_list like {{ dbt.concat(["'% '", 'gaps.evidence', "' %'"]) }}
),

missing_evidence as (
    select *
    from ranked_gaps
    where gap_number = 1
),

judged_in as (
    select distinct
        policy_id,
        project_name,
        domain
    from judged_evidence
),

judged_projects as (
    select
        judged_in.policy_id,
        judged_in.domain,
        judged_in.project_name,
        cast(null as {{ dbt.type_string() }}) as counterpart_project_name,
        projects.project_name is not null and missing_evidence.policy_id is null as is_judged,
        case
            when projects.project_name is null then 'Nothing is known of the project.'
            else missing_evidence.reason
        end as reason,
        case
            when projects.project_name is null
                then 'Gather its artifacts, or take it off the registry.'
            else missing_evidence.remedy
        end as remedy
    from judged_in
    left join projects
        on judged_in.project_name = projects.project_name
    left join missing_evidence
        on
            judged_in.policy_id = missing_evidence.policy_id
            and judged_in.project_name = missing_evidence.project_name
            and missing_evidence.counterpart_project_name is null
),

-- a pair that was judged has no row: there would be as many as pairs of projects
unjudged_pairs as (
    select
        missing_evidence.policy_id,
        projects.domain,
        missing_evidence.project_name,
        missing_evidence.counterpart_project_name,
        false as is_judged,
        missing_evidence.reason,
        missing_evidence.remedy
    from missing_evidence
    inner join projects
        on missing_evidence.project_name = projects.project_name
    where missing_evidence.counterpart_project_name is not null
),

own_rules as (
    select
        policy_id,
        domain,
        project_name,
        cast(null as {{ dbt.type_string() }}) as counterpart_project_name,
        is_judged,
        reason,
        remedy
    from domain_rules
),

final as (
    select * from judged_projects
    union all
    select * from own_rules
    union all
    select * from unjudged_pairs
)

select * from final
