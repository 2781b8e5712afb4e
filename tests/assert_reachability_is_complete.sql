-- Where the walk stopped at its bound, pairs farther apart are missing: raise `mesh_max_distance`.
with

reachable_pairs as (
    select * from {{ ref('int_mesh__reachable_pairs') }}
),

final as (
    select
        ancestor_number,
        descendant_number,
        distance
    from reachable_pairs
    where distance >= {{ var('mesh_max_distance', 100) }}
)

select * from final
