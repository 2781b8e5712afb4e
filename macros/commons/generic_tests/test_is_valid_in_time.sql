{% test is_valid_in_time(model, key_columns, valid_from='valid_from', valid_to='valid_to', allow_gaps=false) %}
    {%- do mesh_commons._require_argument('is_valid_in_time', 'key_columns', key_columns, 'key_columns: [customer_id]') -%}
    {%- if key_columns is string -%}
        {{ exceptions.raise_compiler_error(
            "is_valid_in_time: key_columns is '" ~ key_columns ~ "'. Write it as a list: key_columns: [" ~ key_columns ~ "]."
        ) }}
    {%- endif -%}

with

intervals as (
    select
        {{ key_columns | join(',\n        ') }},
        {{ valid_from }} as valid_from,
        {{ valid_to }} as valid_to,
        lead({{ valid_from }}) over (
            partition by {{ key_columns | join(', ') }} order by {{ valid_from }}
        ) as next_valid_from
    from {{ model }}
),

judged as (
    select
        intervals.*,
        case
            when valid_from is null then 'has no start'
            when valid_to <= valid_from then 'ends before it starts'
            when next_valid_from < valid_to or (valid_to is null and next_valid_from is not null) then 'overlaps the next'
            {%- if not allow_gaps %}
            when next_valid_from > valid_to then 'leaves a gap before the next'
            {%- endif %}
        end as reason
    from intervals
),

validation_errors as (
    select *
    from judged
    where reason is not null
)

select * from validation_errors

{% endtest %}
