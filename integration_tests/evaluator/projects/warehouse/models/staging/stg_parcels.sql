select * from {{ source('raw', 'parcels') }} cross join {{ source('raw', 'orders') }}
