-- What domains say of policies, beside the policies it is said of. Only what is stricter is in force; the rest is a
-- finding of `policy_weakened`.
with

policy_settings as (
    select * from {{ ref('stg_artifacts__policy_settings') }}
),

policies as (
    select * from {{ ref('int_mesh__policies_in_force') }}
),

speakers as (
    select * from {{ ref('int_mesh__speakers') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

tags as (
    select * from {{ ref('stg_artifacts__tags') }}
),

tags_of_domains as (
    select distinct
        resources.domain,
        tags.tag
    from resources
    inner join tags
        on
            resources.project_name = tags.project_name
            and resources.unique_id = tags.unique_id
    where resources.is_own and tags.column_name is null
),

statements as (
    select
        policy_settings.project_name,
        policy_settings.unique_id,
        speakers.domain,
        speakers.group_name,
        case
            when policy_settings.scope in ('domain', 'tag') then policy_settings.scope
            when speakers.group_name is not null then 'group'
            else 'resource'
        end as scope,
        policy_settings.tag,
        policy_settings.policy,
        policy_settings.setting,
        policy_settings.value,
        policy_settings.number
    from policy_settings
    inner join speakers
        on
            policy_settings.project_name = speakers.project_name
            and policy_settings.unique_id = speakers.unique_id
    where policy_settings.scope in ('resource', 'tag', 'domain') and policy_settings.policy is not null
),

-- a policy is named with all of its conditions, or with one
names as (
    select
        policy_id as name,
        policy_id,
        condition
    from policies
    union all
    select
        {{ dbt.concat(['policy_id', "'.'", 'condition']) }} as name,
        policy_id,
        condition
    from policies
),

compared as (
    select
        statements.project_name,
        statements.unique_id,
        statements.domain,
        statements.group_name,
        statements.scope,
        statements.tag,
        statements.policy,
        statements.setting,
        statements.value,
        policies.policy_id,
        policies.condition,
        policies.stage,
        policies.stricter,
        {{ mesh_commons._severity_rank('policies.severity') }} as global_rank,
        case when policies.stricter is not null then cast(policies.threshold as {{ dbt.type_float() }}) end
            as global_threshold,
        policies.least_severity_rank,
        policies.least_threshold,
        case when statements.setting = 'severity' then {{ mesh_commons._severity_rank('statements.value') }} end
            as severity_rank,
        case when statements.setting = 'threshold' then statements.number end as threshold,
        statements.tag is not null and tags_of_domains.tag is null as is_tag_unknown
    from statements
    left join tags_of_domains
        on
            statements.domain = tags_of_domains.domain
            and statements.tag = tags_of_domains.tag
    left join names
        on statements.policy = names.name
    left join policies
        on
            names.policy_id = policies.policy_id
            and names.condition = policies.condition
),

judged as (
    select
        compared.*,
        case
            when compared.policy_id is null then 'unknown'
            when compared.is_tag_unknown then 'unknown_tag'
            when compared.setting = 'severity' and compared.severity_rank is null then 'unreadable'
            when compared.stage = 'retired' then 'retired'
            when
                compared.setting = 'severity'
                and compared.severity_rank < compared.global_rank
                and compared.severity_rank >= compared.least_severity_rank
                -- who says `off` has asked for nothing
                and compared.severity_rank > 0
                then 'overtaken'
            when compared.setting = 'severity' and compared.severity_rank < compared.global_rank then 'weaker'
            when compared.setting = 'severity' and compared.severity_rank > compared.global_rank then 'stricter'
            when compared.setting = 'severity' then 'equal'
            when compared.setting = 'threshold' and compared.stricter is null then 'not_needed'
            when compared.setting = 'threshold' and compared.threshold is null then 'unreadable'
            when compared.setting = 'threshold' and compared.threshold = compared.global_threshold then 'equal'
            when
                compared.setting = 'threshold'
                and (compared.threshold < compared.global_threshold) = (compared.stricter = 'lower')
                then 'stricter'
            when
                compared.setting = 'threshold'
                and (
                    compared.threshold = compared.least_threshold
                    or (compared.threshold < compared.least_threshold) = (compared.stricter = 'lower')
                )
                then 'overtaken'
            when compared.setting = 'threshold' then 'weaker'
            else 'unreadable'
        end as verdict
    from compared
),

-- what is said of a policy with several conditions is a weakening where it raises none and lowers one, a threshold is
-- for those that have one, and what is retired is not meant where others are in force
final as (
    select
        judged.*,
        case
            when
                judged.verdict = 'retired'
                and max(case when judged.verdict = 'retired' then 0 else 1 end) over (
                    partition by
                        judged.project_name,
                        judged.unique_id,
                        judged.scope,
                        judged.tag,
                        judged.policy,
                        judged.setting
                ) = 1
                then 'equal'
            when
                judged.verdict = 'not_needed'
                and max(case when judged.verdict in ('not_needed', 'retired') then 0 else 1 end) over (
                    partition by
                        judged.project_name,
                        judged.unique_id,
                        judged.scope,
                        judged.tag,
                        judged.policy,
                        judged.setting
                ) = 1
                then 'equal'
            when judged.verdict not in ('overtaken', 'weaker') then judged.verdict
            when
                max(case when judged.verdict = 'stricter' then 1 else 0 end) over (
                    partition by
                        judged.project_name,
                        judged.unique_id,
                        judged.scope,
                        judged.tag,
                        judged.policy,
                        judged.setting
                ) = 1
                then 'equal'
            when
                max(case when judged.verdict = 'weaker' then 1 else 0 end) over (
                    partition by
                        judged.project_name,
                        judged.unique_id,
                        judged.scope,
                        judged.tag,
                        judged.policy,
                        judged.setting
                ) = 1
                then 'weaker'
            else 'overtaken'
        end as statement_verdict
    from judged
)

select * from final
