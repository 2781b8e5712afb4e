{#- The keys of `meta.mesh` that somebody reads, the places where, and how one is told to state them there. -#}
{%- set any_resource = 'of a group or a resource itself, in its `config.meta.mesh`' -%}
{%- set any_column = 'of the column or of the resource itself' -%}
{%- set read_keys = {
    'policies': (['group', 'resource'], any_resource),
    'domain_policies': (['group', 'resource'], any_resource),
    'tag_policies': (['group', 'resource'], any_resource),
    'exceptions': (['group', 'resource'], any_resource),
    'findings': (['model'], 'of a model itself, in its `config.meta.mesh`'),
    'deprecation_date': (['model'], 'of a model itself, in its `config.meta.mesh`'),
    'classification': (['column', 'resource'], any_column),
    'mask': (['column', 'resource'], any_column),
    'reference': (['column'], 'of the column that holds the codes'),
} -%}
{%- set places_of_keys = [] -%}
{%- set keys_of_places = {'column': [], 'group': [], 'resource': [], 'model': []} -%}
{%- for key, (places, _) in read_keys.items() -%}
{%- for place in places + (['model'] if 'resource' in places else []) -%}
{%- do places_of_keys.append([key, place]) -%}
{%- do keys_of_places[place].append(key) -%}
{%- endfor -%}
{%- endfor -%}

-- What stands in `meta.mesh` and is not read, as the finding of `policy_weakened` that it is: whoever wrote it believes
-- that it holds.
with

policy_settings as (
    select * from {{ ref('stg_artifacts__policy_settings') }}
),

speakers as (
    select * from {{ ref('int_mesh__speakers') }}
),

personal_data as (
    select * from {{ ref('mesh_personal_data') }}
),

places_of_keys as (
    {{ mesh_commons._rows_as_select(['statement_key', 'place'], places_of_keys) }}
),

-- what else the council counts as a word on personal data, in whatever case
personal_keys as (
    select distinct {{ dbt.split_part('matched_text', "'.'", 2) }} as statement_key
    from personal_data
    where matched_by = 'meta' and substr(matched_text, 1, 5) = 'mesh.'
),

statements as (
    select
        speakers.domain,
        policy_settings.project_name,
        policy_settings.unique_id,
        policy_settings.column_name,
        coalesce(speakers.original_file_path, speakers.project_name) as stated_in,
        case
            when policy_settings.column_name is not null then 'column'
            when speakers.resource_type in ('group', 'model') then speakers.resource_type
            else 'resource'
        end as place,
        case
            when policy_settings.scope = 'resource' then 'policies'
            when policy_settings.scope = 'domain' then 'domain_policies'
            when policy_settings.scope = 'tag'
                then {{ dbt.concat([
                    "'tag_policies'", "coalesce(" ~ dbt.concat(["'.'", 'policy_settings.tag']) ~ ", '')"
                ]) }}
            when policy_settings.scope = 'findings' then 'findings'
            when policy_settings.scope = 'other' then policy_settings.setting
        end as statement_key,
        policy_settings.scope,
        policy_settings.value
    from policy_settings
    inner join speakers
        on
            policy_settings.project_name = speakers.project_name
            and policy_settings.unique_id = speakers.unique_id
    -- what is stated of a policy is another matter
    where policy_settings.scope not in ('resource', 'tag', 'domain') or policy_settings.policy is null
),

judged as (
    select
        statements.*,
        case
            when statements.scope in ('mesh', 'resource', 'tag', 'domain') then 'wrong_shape'
            when places_of_keys.statement_key is not null or personal_keys.statement_key is not null
                then
                    case
                        when statements.scope = 'findings' and lower(trim(statements.value)) <> 'true' then 'not_a_rule'
                    end
            when
                statements.statement_key not in ({{ mesh_commons._quoted_list(read_keys) }})
                then 'unknown_key'
            -- where nobody reads it, nothing is lost of what says nothing
            when lower(trim(statements.value)) not in ('null', 'false', '[]', '{}') then 'wrong_place'
        end as condition
    from statements
    left join places_of_keys
        on
            statements.statement_key = places_of_keys.statement_key
            and statements.place = places_of_keys.place
    left join personal_keys
        on
            lower(statements.statement_key) = personal_keys.statement_key
            and statements.place <> 'group'
),

final as (
    select
        condition,
        domain,
        project_name,
        unique_id,
        column_name,
        statement_key,
        value,
        stated_in,
        case place
            {%- for place, keys in keys_of_places.items() %}
            when '{{ place }}' then '{{ keys | join(', ') }}'
            {%- endfor %}
        end as read_keys,
        case statement_key
            {%- for key, (_, right_place) in read_keys.items() %}
            when '{{ key }}' then '{{ right_place }}'
            {%- endfor %}
        end as right_place
    from judged
    where condition is not null
)

select * from final
