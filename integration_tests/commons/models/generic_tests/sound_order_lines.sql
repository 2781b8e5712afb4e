select * from {{ ref('order_lines') }} where is_sound = 1
