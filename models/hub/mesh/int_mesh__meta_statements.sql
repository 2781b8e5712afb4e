with

meta as (
    select * from {{ ref('stg_artifacts__meta') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

groups as (
    select * from {{ ref('stg_artifacts__groups') }}
),

registered_groups as (
    select * from {{ ref('stg_registry__groups') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

vocabulary as (
    select * from {{ ref('int_mesh__meta_vocabulary') }}
),

-- what an installed package says in its own YAML is its author's affair
speakers as (
    select
        project_name,
        unique_id,
        domain,
        resource_type
    from resources
    where is_own
    union all
    select
        groups.project_name,
        groups.unique_id,
        coalesce(registered_groups.domain, projects.domain) as domain,
        'group' as resource_type
    from groups
    inner join projects
        on groups.project_name = projects.project_name
    left join registered_groups
        on
            groups.project_name = registered_groups.project_name
            and groups.group_name = registered_groups.group_name
    where groups.package_name = groups.project_name
),

statements as (
    select
        meta.project_name,
        meta.unique_id,
        meta.column_name,
        speakers.domain,
        case when meta.column_name is null then speakers.resource_type else 'column' end as place,
        meta.meta_key,
        meta.meta_value
    from meta
    inner join speakers
        on
            meta.project_name = speakers.project_name
            and meta.unique_id = speakers.unique_id
),

final as (
    select
        statements.project_name,
        statements.unique_id,
        statements.column_name,
        statements.domain,
        statements.place,
        statements.meta_key,
        statements.meta_value,
        -- another case is another key: who reads it finds none
        max(case when vocabulary.meta_key is not null then 1 else 0 end) = 1 as is_known,
        max(case when vocabulary.resource_type in ('*', statements.place) then 1 else 0 end) = 1 as is_in_place,
        max(case
            when vocabulary.resource_type not in ('*', statements.place) then 0
            when vocabulary.allowed_value = '*' then 1
            when lower(vocabulary.allowed_value) = lower(trim(statements.meta_value)) then 1
            else 0
        end) = 1 as is_allowed
    from statements
    left join vocabulary
        on statements.meta_key = vocabulary.meta_key
    group by
        statements.project_name,
        statements.unique_id,
        statements.column_name,
        statements.domain,
        statements.place,
        statements.meta_key,
        statements.meta_value
)

select * from final
