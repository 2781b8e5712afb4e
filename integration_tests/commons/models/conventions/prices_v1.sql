select 1 as price
