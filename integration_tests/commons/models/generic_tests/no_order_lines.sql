select * from {{ ref('order_lines') }} where 1 = 0
