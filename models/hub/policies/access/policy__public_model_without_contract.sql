with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

final as (
    select
        'public_model_without_contract' as policy_id,
        'always' as condition,
        domain,
        project_name,
        unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        {{ dbt.concat([
            "'The public model '", 'name', "coalesce(" ~ dbt.concat(["' v'", 'version']) ~ ", '')",
            "' has no enforced contract: its columns can change under its consumers.'"
        ]) }} as message,
        {{ dbt.concat([
            "'Set `config: {contract: {enforced: true}}` on it and give every column a data_type, '",
            "'or lower its access.'"
        ]) }} as fix
    from data_products
    where not coalesce(is_contract_enforced, false)
)

select * from final
