select * from {{ ref('dim_parcels') }}
