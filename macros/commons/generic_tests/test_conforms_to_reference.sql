{% test conforms_to_reference(model, column_name, reference, code_column=none) %}
    {%- do mesh_commons._require_argument('conforms_to_reference', 'reference', reference, 'reference: countries') -%}
    {%- set relation = mesh_commons._reference_relation(reference) -%}
    {%- set code = mesh_commons._reference_code(reference, code_column, column_name, 'conforms_to_reference') -%}

with

tested as (
    select * from {{ model }}
),

reference_codes as (
    select {{ code }} as code from {{ relation }}
),

-- what would be accepted once conformed is told apart from what no reference knows
validation_errors as (
    select
        tested.{{ column_name }} as code,
        min(conformed_codes.code) as code_once_conformed,
        count(*) as rows_with_code
    from tested
    left join reference_codes
        on {{ mesh_commons._text('tested.' ~ column_name) }} = {{ mesh_commons._text('reference_codes.code') }}
    left join (select distinct code from reference_codes) as conformed_codes
        on {{ mesh_commons.conform_code('tested.' ~ column_name) }} = {{ mesh_commons._text('conformed_codes.code') }}
    where
        tested.{{ column_name }} is not null
        and reference_codes.code is null
    group by tested.{{ column_name }}
)

select * from validation_errors

{% endtest %}
