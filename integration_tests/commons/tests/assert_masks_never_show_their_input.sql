-- a text of six characters or fewer may stand in a hash by chance
select
    written,
    hashed,
    masked_email,
    masked_text
from {{ ref('masked_people') }}
where
    written in (hashed, masked_email, masked_text)
    or (length(written) > 6 and {{ dbt.position('written', 'hashed') }} > 0)
    or (length(written) > 6 and {{ dbt.position('written', 'masked_email') }} > 0)
    or (length(written) > 6 and {{ dbt.position('written', 'masked_text') }} > 0)
    or length(hashed) <> 64
    or length(masked_email) <> 47
    or length(masked_text) <> 39
