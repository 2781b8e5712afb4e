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
        max(exceptions.reason) as reason,
        max(exceptions.approved_by) as approved_by,
        max(exceptions.expires_on) as expires_on,
        max(exceptions.other_keys) as other_keys,
        max(exceptions.other_shape) as other_shape,
        -- each of them holds for the text as a whole, but what an approver may approve: what he may not is said
        coalesce(min(matches.status), max(exceptions.status)) as status
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

-- of what somebody wrote, so much as a line of a finding can hold
told as (
    select
        invalid.*,
        {{ mesh_commons._shortened('policy_id', 100) }} as policy_told,
        {{ mesh_commons._shortened('expires_on_text', 100) }} as expires_on_told,
        {{ mesh_commons._shortened('other_keys', 100) }} as other_keys_told,
        {{ mesh_commons._shortened('other_shape', 100) }} as other_shape_told
    from invalid
),

faults as (
    select
        told.*,
        {{ dbt.concat([
            "case when policy_id is null then ', names no policy' else '' end",
            "case when reason is null then ', has no reason' else '' end",
            "case when approved_by is null then ', has no approver' else '' end",
            "case when expires_on_text is null then ', has no last day' else '' end",
            "case when expires_on_text is not null and expires_on is null then "
                ~ dbt.concat(["', ends on '''", 'expires_on_told', "''', which is no date like 2027-01-31'"])
                ~ " else '' end",
            "case when other_keys is not null then "
                ~ dbt.concat(["', has keys that no exception has ('", 'other_keys_told', "')'"]) ~ " else '' end"
        ]) }} as all_faults
    from told
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
        coalesce(policy_told, '') as excepted_policy,
        coalesce({{ dbt.split_part('policy_told', "'.'", 1) }}, '') as whole_policy,
        coalesce(expires_on_told, '') as expires_on_text,
        coalesce(other_keys_told, '') as other_keys,
        case
            when condition <> 'incomplete' then null
            when other_shape is not null
                then {{ dbt.concat(["'is '''", 'other_shape_told', "''''"]) }}
            when policy_id is null then substr(all_faults, 3)
            else {{ dbt.concat(["'from '''", 'policy_told', "''' '", 'substr(all_faults, 3)']) }}
        end as faults
    from faults
)

select * from final
