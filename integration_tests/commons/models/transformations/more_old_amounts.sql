-- a second model that calls a deprecated macro: the run warns once all the same
select
    case_id,
    {{ old_amount('minor_units') }} as old_amount,
    {{ expired_amount('minor_units') }} as expired_amount
from {{ ref('money_cases') }}
