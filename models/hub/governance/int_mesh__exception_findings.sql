-- Apart from the other findings, which have to be known before an exception can be said to match none.
with

policies as (
    select * from {{ ref('mesh_policies') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

final as (
    {{ mesh_commons._policy_finding_rows(
        'exception_invalid', ['excepted_policy', 'whole_policy', 'expires_on_text', 'other_keys', 'faults'],
        identity=['findings.exception_id']
    ) }}
)

select * from final
