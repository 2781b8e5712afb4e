-- depends_on: {{ ref('reference__countries') }}
with

cases as (
    select * from {{ ref('conform_code_cases') }}
),

plain_cases as (
    select
        case_id,
        {{ plain('written') }} as written,
        replace(expected_code, '{LONG}', repeat('X', 10000)) as expected_code,
        replace(expected_aliased, '{LONG}', repeat('X', 10000)) as expected_aliased,
        replace(expected_padded, '{LONG}', repeat('X', 10000)) as expected_padded,
        expected_known
    from cases
),

final as (
    select
        case_id,
        {{ mesh_commons.conform_code('written') }} as code,
        expected_code,
        {{ mesh_commons.conform_code('written', aliases={'uk': 'GB', 'köln': 'CGN', "o'b": "O'Brien"}) }} as aliased,
        expected_aliased,
        {{ mesh_commons.conform_code('written', width=3) }} as padded,
        expected_padded,
        {{ mesh_commons.conform_code(
            'written', aliases={'uk': 'GB'}, width=3, reference=ref('known_codes'), code_column='code'
        ) }} as known,
        expected_known,
        {{ mesh_commons.conform_code('written', aliases={'uk': 'GB'}, width=3, reference='countries') }} as shared,
        expected_known as expected_shared
    from plain_cases
)

select * from final
