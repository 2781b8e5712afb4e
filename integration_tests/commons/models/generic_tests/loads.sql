-- times around the moment of the run, with and without a zone
{%- set run_at = "cast('" ~ run_started_at.strftime('%Y-%m-%d %H:%M:%S') ~ "' as timestamp)" %}
{%- set zoned = "cast('" ~ run_started_at.strftime('%Y-%m-%d %H:%M:%S') ~ "+00' as timestamp with time zone)" %}

select
    'late' as feed,
    {{ run_at }} - interval '25' hour as loaded_at,
    {{ zoned }} - interval '25' hour as loaded_at_zoned,
    cast({{ run_at }} - interval '4' day as date) as loaded_on
union all
select
    'timely' as feed,
    {{ run_at }} - interval '23' hour as loaded_at,
    {{ zoned }} - interval '23' hour as loaded_at_zoned,
    cast({{ run_at }} as date) as loaded_on
union all
select
    'never' as feed,
    cast(null as timestamp) as loaded_at,
    cast(null as timestamp with time zone) as loaded_at_zoned,
    cast(null as date) as loaded_on
