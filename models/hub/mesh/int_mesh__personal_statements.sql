-- What projects say of personal data themselves, of a column or of a resource as a whole. Where one statement says that
-- it is personal, or that it is masked, no other one of the same thing takes that back.
{%- set no = ['false', 'f', 'no', 'n', 'n/a', 'none', 'null', 'off', '0', '[]', '{}', ''] %}
with

meta as (
    select * from {{ ref('stg_artifacts__meta') }}
),

nested_meta as (
    select * from {{ ref('stg_artifacts__nested_meta') }}
),

tags as (
    select * from {{ ref('stg_artifacts__tags') }}
),

personal_data as (
    select * from {{ ref('mesh_personal_data') }}
),

said as (
    select
        project_name,
        unique_id,
        column_name,
        'meta' as said_by,
        lower(meta_key) as text_key,
        lower(trim(meta_value)) as value_key
    from meta
    union all
    select
        project_name,
        unique_id,
        column_name,
        'meta' as said_by,
        lower(meta_path) as text_key,
        lower(trim(meta_value)) as value_key
    from nested_meta
    union all
    select
        project_name,
        unique_id,
        column_name,
        'tag' as said_by,
        lower(tag) as text_key,
        '*' as value_key
    from tags
),

understood as (
    select
        said.project_name,
        said.unique_id,
        lower(said.column_name) as column_key,
        said.said_by,
        case
            when personal_data.matched_value <> '*' or said.value_key not in ({{ mesh_commons._quoted_list(no) }})
                then personal_data.says
            -- what is said not to be masked may be anything
            when personal_data.says = 'personal' then 'nothing'
            when personal_data.says = 'masked' then 'not_masked'
        end as says
    from said
    inner join personal_data
        on
            said.said_by = personal_data.matched_by
            and said.text_key = personal_data.matched_text
            and (personal_data.matched_value = '*' or said.value_key = personal_data.matched_value)
),

final as (
    select
        project_name,
        unique_id,
        column_key,
        max(case says when 'personal' then 1 when 'nothing' then 0 end) = 1 as is_personal,
        max(case says when 'masked' then 1 when 'not_masked' then 0 end) = 1 as is_masked,
        min(case when says = 'personal' then said_by end) as said_by
    from understood
    where says is not null
    group by project_name, unique_id, column_key
)

select * from final
