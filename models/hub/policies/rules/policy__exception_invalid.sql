with

exceptions as (
    select * from {{ ref('int_mesh__exceptions') }}
),

matches as (
    select * from {{ ref('int_mesh__excepted_findings') }}
),

coverage as (
    select * from {{ ref('fct_mesh__policy_coverage') }}
),

stated as (
    select
        exceptions.exception_id,
        min(exceptions.domain) as domain,
        exceptions.project_name,
        min(exceptions.stated_by) as unique_id,
        exceptions.policy_id,
        exceptions.expires_on_text,
        -- each of them holds for the text as a whole, but what an approver may approve
        max(coalesce(matches.status, exceptions.status)) as status
    from exceptions
    left join matches
        on
            exceptions.exception_id = matches.exception_id
            and exceptions.project_name = matches.project_name
            and exceptions.unique_id = matches.unique_id
    group by exceptions.exception_id, exceptions.project_name, exceptions.policy_id, exceptions.expires_on_text
),

matched as (
    select distinct exception_id
    from matches
),

-- of a policy that was not judged, in part or at all, who knows what there is to except; one that is off is not listed
judged as (
    select
        policy_id,
        project_name
    from coverage
    group by policy_id, project_name
    having min(case when is_judged then 1 else 0 end) = 1
),

unmatched as (
    select stated.*
    from stated
    inner join judged
        on
            stated.policy_id = judged.policy_id
            and stated.project_name = judged.project_name
    left join matched
        on stated.exception_id = matched.exception_id
    where stated.status = 'valid' and matched.exception_id is null
),

invalid as (
    select
        stated.status as condition,
        stated.*
    from stated
    where stated.status <> 'valid'
    union all
    select
        'unmatched' as condition,
        unmatched.*
    from unmatched
),

final as (
    select
        condition,
        domain,
        project_name,
        unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        exception_id,
        coalesce(policy_id, '') as excepted_policy,
        coalesce(expires_on_text, '') as expires_on_text
    from invalid
)

select * from final
