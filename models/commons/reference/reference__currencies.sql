with

currencies as (
    select * from {{ ref('seed_reference__currencies') }}
),

sources as (
    select * from {{ ref('reference__sources') }}
),

final as (
    select
        cast(currencies.currency_code as {{ dbt.type_string() }}) as currency_code,
        cast(currencies.currency_numeric_code as {{ dbt.type_string() }}) as currency_numeric_code,
        cast(currencies.currency_name as {{ dbt.type_string() }}) as currency_name,
        cast(nullif(currencies.minor_unit_digits, '') as {{ dbt.type_int() }}) as minor_unit_digits,
        currencies.is_fund = 'true' as is_fund,
        sources.source_version,
        sources.source_date
    from currencies
    inner join sources
        on sources.reference_name = 'currencies'
)

select * from final
