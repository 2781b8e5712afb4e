with

findings as (
    select * from {{ ref('int_mesh__findings') }}
),

final as (
    select
        finding_id,
        policy_id,
        condition,
        family,
        severity,
        domain,
        project_name,
        unique_id,
        related_project_name,
        related_unique_id,
        message,
        fix,
        owner_name,
        owner_email,
        found_by,
        severity_stated_by,
        coming_severity,
        coming_on,
        is_excepted,
        exception_id,
        exception_reason,
        exception_expires_on
    from findings
)

select * from final
