with

exceptions as (
    select * from {{ ref('fct_mesh__exceptions') }}
),

domains as (
    select * from {{ ref('dim_mesh__domains') }}
),

counts as (
    select
        domain,
        sum(case when status in ('valid', 'unmatched') then 1 else 0 end) as exception_count,
        sum(case when status = 'valid' then finding_count else 0 end) as excepted_finding_count,
        sum(case when status in ('valid', 'unmatched') and days_left <= 30 then 1 else 0 end)
            as ending_in_30_days_count,
        sum(case when status not in ('valid', 'unmatched') then 1 else 0 end) as invalid_count,
        min(case when status in ('valid', 'unmatched') then expires_on end) as next_end_on
    from exceptions
    group by domain
),

final as (
    select
        domains.domain,
        cast(coalesce(counts.exception_count, 0) as {{ dbt.type_bigint() }}) as exception_count,
        cast(coalesce(counts.excepted_finding_count, 0) as {{ dbt.type_bigint() }}) as excepted_finding_count,
        cast(coalesce(counts.ending_in_30_days_count, 0) as {{ dbt.type_bigint() }}) as ending_in_30_days_count,
        cast(coalesce(counts.invalid_count, 0) as {{ dbt.type_bigint() }}) as invalid_count,
        counts.next_end_on
    from domains
    left join counts
        on domains.domain = counts.domain
)

select * from final
