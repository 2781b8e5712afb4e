with

meta as (
    select * from {{ ref('stg_artifacts__meta') }}
),

speakers as (
    select * from {{ ref('int_mesh__speakers') }}
),

vocabulary as (
    select * from {{ ref('int_mesh__meta_vocabulary') }}
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
