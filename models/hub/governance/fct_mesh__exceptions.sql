with

exceptions as (
    select * from {{ ref('int_mesh__exceptions') }}
),

excepted_findings as (
    select * from {{ ref('int_mesh__excepted_findings') }}
),

invalid as (
    select * from {{ ref('policy__exception_invalid') }}
),

findings as (
    select * from {{ ref('int_mesh__findings') }}
),

stated as (
    select
        exception_id,
        min(domain) as domain,
        project_name,
        policy_id,
        stated_in,
        min(stated_by) as stated_by,
        reason,
        approved_by,
        expires_on_text,
        expires_on
    from exceptions
    group by
        exception_id, project_name, policy_id, stated_in, reason, approved_by, expires_on_text, expires_on
),

-- a finding that is excepted twice counts for the exception that holds longest
finding_counts as (
    select
        excepted_findings.exception_id,
        count(*) as finding_count
    from excepted_findings
    inner join findings
        on
            excepted_findings.policy_id = findings.policy_id
            and excepted_findings.project_name = findings.project_name
            and excepted_findings.unique_id = findings.unique_id
            and excepted_findings.domain = findings.domain
    where findings.is_excepted and excepted_findings.exception_number = 1
    group by excepted_findings.exception_id
),

final as (
    select
        stated.exception_id,
        stated.domain,
        stated.project_name,
        stated.policy_id,
        stated.stated_in,
        stated.stated_by,
        stated.reason,
        stated.approved_by,
        stated.expires_on_text,
        stated.expires_on,
        cast({{ dbt.datediff(
            mesh_commons._today(), 'stated.expires_on', 'day'
        ) }} as {{ dbt.type_bigint() }}) as days_left,
        coalesce(invalid.condition, 'valid') as status,
        coalesce(finding_counts.finding_count, 0) as finding_count
    from stated
    left join invalid
        on stated.exception_id = invalid.exception_id
    left join finding_counts
        on stated.exception_id = finding_counts.exception_id
)

select * from final
