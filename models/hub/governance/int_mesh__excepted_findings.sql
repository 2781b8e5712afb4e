-- Which exception is meant for which finding. One that holds goes before one that does not, then the one that ends
-- last.
with

exceptions as (
    select * from {{ ref('int_mesh__exceptions') }}
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
        project_name,
        unique_id
    from policy_findings
    union
    select
        policy_id,
        project_name,
        unique_id
    from domain_findings
    {% if var('mesh_reads_evaluator', true) -%}
    union
    select
        policy_id,
        project_name,
        unique_id
    from evaluator_findings
    {%- endif %}
),

ranked as (
    select
        exceptions.*,
        row_number() over (
            partition by exceptions.policy_id, exceptions.project_name, exceptions.unique_id
            order by
                case when exceptions.status = 'valid' then 0 else 1 end asc,
                exceptions.expires_on desc,
                exceptions.exception_id asc
        ) as exception_number
    from exceptions
    inner join found
        on
            exceptions.policy_id = found.policy_id
            and exceptions.project_name = found.project_name
            and exceptions.unique_id = found.unique_id
),

final as (
    select
        policy_id,
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
