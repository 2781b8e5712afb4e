-- stands in for the table that the hub builds for all domains
select
    code as country_code,
    cast('26.2.16' as {{ dbt.type_string() }}) as source_version
from {{ ref('known_codes') }}
