with

vocabulary as (
    select * from {{ ref('mesh_meta_vocabulary') }}
),

registered_keys as (
    select * from {{ ref('stg_registry__meta_keys') }}
),

final as (
    select
        meta_key,
        resource_type,
        allowed_value,
        -- what this package itself reads, nobody had to agree on
        source <> 'this package' as is_agreed
    from vocabulary
    union all
    select
        meta_key,
        resource_type,
        allowed_value,
        true as is_agreed
    from registered_keys
)

select * from final
