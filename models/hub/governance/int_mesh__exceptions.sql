{%- set is_own_forbidden = mesh_commons._setting('mesh_forbids_own_approvers') -%}
{%- set first_part = dbt.split_part('stated.policy', "'.'", 1) -%}

-- One row per exception and resource it is meant for, and whether it can hold. One text that a folder's `+meta` gives
-- to many resources is one exception.
with

stated_exceptions as (
    select * from {{ ref('stg_artifacts__exceptions') }}
),

seeded_exceptions as (
    select * from {{ ref('mesh_exceptions') }}
),

policies as (
    select * from {{ ref('int_mesh__policies_in_force') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

groups as (
    select * from {{ ref('stg_artifacts__groups') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

own_approvers as (
    select * from {{ ref('int_mesh__own_approvers') }}
),

own_resources as (
    select *
    from resources
    where is_own
),

-- a folder is one however it is written: `./models/legacy/` too
seeded_folders as (
    select
        *,
        case when substr(folder, 1, 2) = './' then substr(folder, 3) else folder end as folder_path
    from seeded_exceptions
),

-- what an installed package excepts in its own YAML excepts nobody
stated as (
    select
        'meta' as stated_in,
        own_resources.project_name,
        own_resources.unique_id,
        stated_exceptions.unique_id as stated_by,
        stated_exceptions.policy,
        stated_exceptions.reason,
        stated_exceptions.approved_by,
        stated_exceptions.expires_on_text,
        stated_exceptions.expires_on,
        stated_exceptions.other_keys,
        stated_exceptions.other_shape
    from stated_exceptions
    inner join own_resources
        on
            stated_exceptions.project_name = own_resources.project_name
            and stated_exceptions.unique_id = own_resources.unique_id
    union all
    select
        'meta' as stated_in,
        groups.project_name,
        own_resources.unique_id,
        groups.unique_id as stated_by,
        stated_exceptions.policy,
        stated_exceptions.reason,
        stated_exceptions.approved_by,
        stated_exceptions.expires_on_text,
        stated_exceptions.expires_on,
        stated_exceptions.other_keys,
        stated_exceptions.other_shape
    from stated_exceptions
    inner join groups
        on
            stated_exceptions.project_name = groups.project_name
            and stated_exceptions.unique_id = groups.unique_id
    left join own_resources
        on
            groups.project_name = own_resources.project_name
            and groups.group_name = own_resources.group_name
    where groups.package_name = groups.project_name
    union all
    select
        'seed' as stated_in,
        seeded_exceptions.project_name,
        coalesce(seeded_exceptions.unique_id, own_resources.unique_id) as unique_id,
        {{ dbt.concat(["'project.'", 'seeded_exceptions.project_name']) }} as stated_by,
        seeded_exceptions.policy_id as policy,
        nullif(trim(seeded_exceptions.reason), '') as reason,
        nullif(trim(seeded_exceptions.approved_by), '') as approved_by,
        cast(seeded_exceptions.expires_on as {{ dbt.type_string() }}) as expires_on_text,
        seeded_exceptions.expires_on,
        cast(null as {{ dbt.type_string() }}) as other_keys,
        cast(null as {{ dbt.type_string() }}) as other_shape
    from seeded_folders as seeded_exceptions
    left join own_resources
        on
            seeded_exceptions.unique_id is null
            and seeded_exceptions.project_name = own_resources.project_name
            and (
                substr(own_resources.original_file_path, 1, length(seeded_exceptions.folder_path) + 1)
                = {{ dbt.concat(['seeded_exceptions.folder_path', "'/'"]) }}
                or (
                    {{ dbt.right('seeded_exceptions.folder_path', '1') }} = '/'
                    and substr(own_resources.original_file_path, 1, length(seeded_exceptions.folder_path))
                    = seeded_exceptions.folder_path
                )
            )
),

policy_ids as (
    select
        policy_id,
        max(case when policy_id = 'exception_invalid' and condition = 'over_long' then threshold end) as most_days
    from policies
    group by policy_id
),

longest as (
    select cast(max(most_days) as {{ dbt.type_int() }}) as most_days
    from policy_ids
),

final as (
    select
        {{ dbt.hash(dbt.concat([
            'stated.stated_in', "'|'", 'stated.project_name', "'|'", "coalesce(stated.policy, '')", "'|'",
            "coalesce(stated.reason, '')", "'|'", "coalesce(stated.approved_by, '')", "'|'",
            "coalesce(stated.expires_on_text, '')", "coalesce(" ~ dbt.concat(["'|'", 'stated.other_keys']) ~ ", '')",
            "coalesce(" ~ dbt.concat(["'||'", 'stated.other_shape']) ~ ", '')"
        ])) }} as exception_id,
        stated.stated_in,
        stated.stated_by,
        coalesce(own_resources.domain, projects.domain, stated.project_name) as domain,
        stated.project_name,
        stated.unique_id,
        stated.policy as policy_id,
        stated.reason,
        stated.approved_by,
        stated.expires_on_text,
        stated.expires_on,
        stated.other_keys,
        stated.other_shape,
        case
            when
                stated.policy is null
                or stated.reason is null
                or stated.approved_by is null
                or stated.expires_on is null
                then 'incomplete'
            when {{ first_part }} in ('exception_invalid', 'policy_weakened') then 'not_exceptable'
            when policy_ids.policy_id is null and whole_policies.policy_id is not null then 'not_whole'
            when policy_ids.policy_id is null then 'unknown'
            when stated.other_keys is not null then 'unknown_key'
            when stated.expires_on < {{ mesh_commons._today() }} then 'expired'
            when
                {{ dbt.datediff(mesh_commons._today(), 'stated.expires_on', 'day') }}
                > longest.most_days
                then 'over_long'
            when {{ is_own_forbidden | lower }} and own_approvers.approver is not null then 'own_approver'
            else 'valid'
        end as status
    from stated
    cross join longest
    left join policy_ids
        on stated.policy = policy_ids.policy_id
    -- `policy.condition`
    left join policy_ids as whole_policies
        on {{ first_part }} = whole_policies.policy_id
    left join own_resources
        on
            stated.project_name = own_resources.project_name
            and stated.unique_id = own_resources.unique_id
    left join projects
        on stated.project_name = projects.project_name
    left join own_approvers
        on
            coalesce(own_resources.domain, projects.domain) = own_approvers.domain
            and lower(stated.approved_by) = own_approvers.approver
)

select * from final
