select * from {{ ref('prices_over_time') }} where fault is null
