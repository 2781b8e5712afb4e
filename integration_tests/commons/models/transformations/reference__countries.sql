-- stands in for the table that the hub builds for all domains
select code as country_code
from {{ ref('known_codes') }}
