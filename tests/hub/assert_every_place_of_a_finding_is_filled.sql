{%- set places = (mesh_commons._finding_places() | list) + [
    'callers',
    'detail',
    'domains',
    'members',
    'model_count',
    'owner_domain',
    'shared_macro',
] -%}

-- A place that stays open in a finding is one that its policy does not have, or is misspelt: `{ resource }`,
-- `{related domain}`. Blanks and underscores are left out of the comparison, to find those too.
with

findings as (
    select * from {{ ref('int_mesh__findings') }}
),

worded as (
    select
        policy_id,
        condition,
        domain,
        unique_id,
        message,
        fix,
        lower({{ dbt.replace(dbt.replace(dbt.concat(['message', "' '", 'fix']), "' '", "''"), "'_'", "''") }}) as words
    from findings
),

final as (
    select
        policy_id,
        condition,
        domain,
        unique_id,
        message,
        fix
    from worded
    where
        1 = 0
        {%- for place in places %}
        or {{ dbt.position("'{" ~ place | replace('_', '') ~ "}'", 'words') }} > 0
        {%- endfor %}
)

select * from final
