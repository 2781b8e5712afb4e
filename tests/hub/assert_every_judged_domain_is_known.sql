-- A run that answers for a domain of which nothing is known would be green whatever the domain does.
{%- set names = (mesh_commons._judged_domains() or []) | map('lower') | unique | batch(1) | list %}

with

domains as (
    select * from {{ ref('dim_mesh__domains') }}
),

judged_domains as (
    {{ mesh_commons._rows_as_select(['domain'], names) }}
),

final as (
    select judged_domains.domain
    from judged_domains
    left join domains
        on
            judged_domains.domain = lower(domains.domain)
            and domains.project_count + domains.model_count > 0
    where domains.domain is null
)

select * from final
