select
    person_id,
    nickname,
    masked_email
from {{ ref('people') }}
where is_sound = 1
