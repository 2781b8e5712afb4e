{%- set is_own_forbidden = mesh_commons._setting('mesh_forbids_own_approvers') -%}

-- Which exception is meant for which finding. One that holds goes before one that does not, then the one that ends
-- last.
with

exceptions as (
    select * from {{ ref('int_mesh__exceptions') }}
),

own_approvers as (
    select * from {{ ref('int_mesh__own_approvers') }}
),

policy_findings as (
    select * from {{ ref('int_mesh__policy_findings') }}
),

domain_findings as (
    select * from {{ ref('int_mesh__domain_findings') }}
),

{% if var('mesh_reads_evaluator', true) -%}
evaluator_findings as (
    select * from {{ ref('int_mesh__evaluator_findings') }}
),
{%- endif %}

found as (
    select
        policy_id,
        domain,
        project_name,
        unique_id
    from policy_findings
    union
    select
        policy_id,
        domain,
        project_name,
        unique_id
    from domain_findings
    {% if var('mesh_reads_evaluator', true) -%}
    union
    select
        policy_id,
        domain,
        project_name,
        unique_id
    from evaluator_findings
    {%- endif %}
),

-- A finding may be another domain's than its resource: a source is read by a group that is one. It is that domain's
-- people who may not approve then.
matched as (
    select
        found.policy_id,
        found.domain,
        found.project_name,
        found.unique_id,
        exceptions.exception_id,
        case
            when exceptions.status not in ('valid', 'own_approver') then exceptions.status
            when {{ is_own_forbidden | lower }} and own_approvers.approver is not null then 'own_approver'
            else 'valid'
        end as status,
        exceptions.reason,
        exceptions.approved_by,
        exceptions.expires_on
    from exceptions
    inner join found
        on
            exceptions.policy_id = found.policy_id
            and exceptions.project_name = found.project_name
            and exceptions.unique_id = found.unique_id
    left join own_approvers
        on
            found.domain = own_approvers.domain
            and lower(exceptions.approved_by) = own_approvers.approver
),

ranked as (
    select
        matched.*,
        row_number() over (
            partition by matched.policy_id, matched.domain, matched.project_name, matched.unique_id
            order by
                case when matched.status = 'valid' then 0 else 1 end asc,
                matched.expires_on desc,
                matched.exception_id asc
        ) as exception_number
    from matched
),

final as (
    select
        policy_id,
        domain,
        project_name,
        unique_id,
        exception_id,
        status,
        reason,
        approved_by,
        expires_on,
        exception_number
    from ranked
)

select * from final
