-- ten events a day for nine days; on the last whole day one feed holds, one drops, one is silent and one doubles
{%- set today = "cast('" ~ run_started_at.strftime('%Y-%m-%d') ~ "' as timestamp)" %}

with

feeds as (
    select 'steady' as feed, 10 as last_count
    union all
    select 'dropping' as feed, 4 as last_count
    union all
    select 'silent' as feed, 0 as last_count
    union all
    select 'doubling' as feed, 20 as last_count
),

days as (
    select i as days_ago
    from generate_series(1, 9) as series(i)
),

counters as (
    select i as counter
    from generate_series(1, 20) as series(i)
),

history as (
    select
        feeds.feed,
        {{ today }} - days.days_ago * interval '1' day + counters.counter * interval '1' hour as happened_at
    from feeds
    cross join days
    cross join counters
    where counters.counter <= case when days.days_ago = 1 then feeds.last_count else 10 end
),

-- what happens today is not over yet and must not count; a new feed began the day before yesterday
final as (
    select * from history
    union all
    select 'steady' as feed, {{ today }} + interval '1' hour as happened_at
    union all
    select 'new' as feed, {{ today }} - interval '2' day as happened_at
    union all
    select 'new' as feed, {{ today }} - interval '1' day as happened_at
    union all
    select 'newest' as feed, {{ today }} - interval '1' day as happened_at
)

select * from final
