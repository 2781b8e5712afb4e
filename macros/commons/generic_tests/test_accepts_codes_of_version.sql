{% test accepts_codes_of_version(model, column_name, reference, version, version_column=none, code_column=none) %}
    {%- do mesh_commons._require_argument('accepts_codes_of_version', 'reference', reference, 'reference: countries') -%}
    {%- do mesh_commons._require_argument('accepts_codes_of_version', 'version', version, "version: '2024'") -%}
    {%- set relation = mesh_commons._reference_relation(reference) -%}
    {%- set code = mesh_commons._reference_code(reference, code_column, column_name, 'accepts_codes_of_version') -%}
    {%- set held_version = mesh_commons._reference_version(reference, version_column, 'accepts_codes_of_version') -%}

with

tested as (
    select * from {{ model }}
),

codes_of_version as (
    select distinct {{ mesh_commons._text(code) }} as code
    from {{ relation }}
    where {{ mesh_commons._text(held_version) }} = {{ mesh_commons._literal(version) }}
),

codes_outside_version as (
    select
        {{ mesh_commons._text('tested.' ~ column_name) }} as code,
        count(*) as rows_with_code,
        'not a code of this version' as reason
    from tested
    left join codes_of_version
        on {{ mesh_commons._text('tested.' ~ column_name) }} = codes_of_version.code
    where
        tested.{{ column_name }} is not null
        and codes_of_version.code is null
    group by {{ mesh_commons._text('tested.' ~ column_name) }}
),

-- a version that the reference does not hold proves nothing, however few rows there are
unknown_version as (
    select
        cast(null as {{ dbt.type_string() }}) as code,
        0 as rows_with_code,
        'the reference holds no such version' as reason
    from (select count(*) as codes from codes_of_version) as counted
    where counted.codes = 0
),

validation_errors as (
    select * from codes_outside_version
    union all
    select * from unknown_version
)

select * from validation_errors

{% endtest %}
