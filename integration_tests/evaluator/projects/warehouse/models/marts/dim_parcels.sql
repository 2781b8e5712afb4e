select * from {{ ref('stg_parcels') }}
