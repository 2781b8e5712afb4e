-- What is stricter than the mesh asks for, by whom it is asked: of each resource, and, without one, of each domain.
with

policy_settings as (
    select * from {{ ref('int_mesh__policy_settings') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

tags as (
    select * from {{ ref('stg_artifacts__tags') }}
),

stricter_settings as (
    select *
    from policy_settings
    where verdict = 'stricter'
),

reached as (
    select
        policy_id,
        condition,
        domain,
        project_name,
        unique_id,
        unique_id as stated_by,
        value,
        severity_rank,
        threshold,
        stricter
    from stricter_settings
    where scope = 'resource'
    union all
    select
        stricter_settings.policy_id,
        stricter_settings.condition,
        resources.domain,
        resources.project_name,
        resources.unique_id,
        stricter_settings.unique_id as stated_by,
        stricter_settings.value,
        stricter_settings.severity_rank,
        stricter_settings.threshold,
        stricter_settings.stricter
    from stricter_settings
    inner join resources
        on
            stricter_settings.project_name = resources.project_name
            and stricter_settings.group_name = resources.group_name
    where stricter_settings.scope = 'group' and resources.is_own
    union all
    select
        stricter_settings.policy_id,
        stricter_settings.condition,
        resources.domain,
        resources.project_name,
        resources.unique_id,
        stricter_settings.unique_id as stated_by,
        stricter_settings.value,
        stricter_settings.severity_rank,
        stricter_settings.threshold,
        stricter_settings.stricter
    from stricter_settings
    inner join resources
        on stricter_settings.domain = resources.domain
    where stricter_settings.scope = 'domain' and resources.is_own
    union all
    select
        stricter_settings.policy_id,
        stricter_settings.condition,
        resources.domain,
        resources.project_name,
        resources.unique_id,
        stricter_settings.unique_id as stated_by,
        stricter_settings.value,
        stricter_settings.severity_rank,
        stricter_settings.threshold,
        stricter_settings.stricter
    from stricter_settings
    inner join tags
        on stricter_settings.tag = tags.tag
    inner join resources
        on
            tags.project_name = resources.project_name
            and tags.unique_id = resources.unique_id
            and stricter_settings.domain = resources.domain
    where stricter_settings.scope = 'tag' and tags.column_name is null and resources.is_own
    -- for what is no resource: macros, and projects themselves
    union all
    select
        policy_id,
        condition,
        domain,
        cast(null as {{ dbt.type_string() }}) as project_name,
        cast(null as {{ dbt.type_string() }}) as unique_id,
        unique_id as stated_by,
        value,
        severity_rank,
        threshold,
        stricter
    from stricter_settings
    where scope = 'domain'
),

ranked as (
    select
        reached.*,
        row_number() over (
            partition by reached.policy_id, reached.condition, reached.domain, reached.project_name, reached.unique_id
            order by coalesce(reached.severity_rank, 0) desc, reached.stated_by
        ) as severity_number,
        row_number() over (
            partition by reached.policy_id, reached.condition, reached.domain, reached.project_name, reached.unique_id
            order by
                case when reached.threshold is null then 1 else 0 end,
                case when reached.stricter = 'lower' then reached.threshold else -reached.threshold end,
                reached.stated_by
        ) as threshold_number
    from reached
),

final as (
    select
        policy_id,
        condition,
        domain,
        project_name,
        unique_id,
        max(case when severity_number = 1 and severity_rank is not null then lower(value) end) as severity,
        max(case when severity_number = 1 and severity_rank is not null then stated_by end) as severity_stated_by,
        max(case when threshold_number = 1 then threshold end) as threshold,
        max(case when threshold_number = 1 and threshold is not null then value end) as threshold_text
    from ranked
    group by policy_id, condition, domain, project_name, unique_id
)

select * from final
