select
    case_id,
    {{ mesh_commons.safe_divide('numerator', 'denominator') }} as ratio,
    expected_ratio
from {{ ref('division_cases') }}
