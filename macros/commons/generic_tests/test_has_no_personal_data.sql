{% test has_no_personal_data(model, columns=none, except_columns=[], kinds=none) %}
    {%- set patterns = mesh_commons._personal_data_patterns(kinds) -%}
    {%- set tested = mesh_commons._tested_node(context['model']) -%}
    {%- set scanned = mesh_commons._text_columns(tested, columns, except_columns) -%}
    {%- set unmasked = mesh_commons._unmasked_personal_columns(tested, columns, except_columns) -%}

with

{#- The offending value itself is never selected: a stored failure or a log must not hold it. #}
{% for column, expression in scanned.items() -%}
{#- Our own masks of addresses are no addresses. #}
{%- set text = "replace(" ~ mesh_commons._text(expression) ~ ", '@masked.invalid', '')" %}
matches_{{ loop.index }} as (
    select
        {{ mesh_commons._literal(column) }} as column_name,
        case
            {%- for kind, pattern in patterns.items() %}
            when {{ mesh_commons._has_match(text, pattern) }} then '{{ kind }}'
            {%- endfor %}
        end as kind
    from {{ model }}
),

{% endfor -%}
validation_errors as (
    {%- for column in scanned %}
    select column_name, kind, count(*) as rows_in_clear
    from matches_{{ loop.index }}
    where kind is not null
    group by column_name, kind
    union all
    {%- endfor %}
    {%- for column in unmasked %}
    select {{ mesh_commons._literal(column) }}, 'classified as personal, not marked as masked', count(*)
    from {{ model }}
    union all
    {%- endfor %}
    select cast(null as {{ dbt.type_string() }}), cast(null as {{ dbt.type_string() }}), 0
    where 1 = 0
)

select * from validation_errors

{% endtest %}
