with

languages as (
    select * from {{ ref('seed_reference__languages') }}
),

sources as (
    select * from {{ ref('reference__sources') }}
),

final as (
    select
        cast(languages.language_code as {{ dbt.type_string() }}) as language_code,
        cast(nullif(languages.language_alpha2_code, '') as {{ dbt.type_string() }}) as language_alpha2_code,
        cast(languages.language_bibliographic_code as {{ dbt.type_string() }}) as language_bibliographic_code,
        cast(languages.language_name as {{ dbt.type_string() }}) as language_name,
        cast(languages.language_scope as {{ dbt.type_string() }}) as language_scope,
        cast(nullif(languages.language_type, '') as {{ dbt.type_string() }}) as language_type,
        sources.source_version,
        sources.source_date
    from languages
    inner join sources
        on sources.reference_name = 'languages'
)

select * from final
