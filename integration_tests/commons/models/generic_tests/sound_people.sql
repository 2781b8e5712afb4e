select
    person_id,
    note,
    reference,
    masked_email
from {{ ref('people') }}
where is_sound = 1
