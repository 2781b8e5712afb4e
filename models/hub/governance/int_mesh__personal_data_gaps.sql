-- Why nobody can tell whether personal data shows.
{%- set counted = "cast(model_count as " ~ dbt.type_string() ~ ")" %}
with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

unlisted_models as (
    select * from {{ ref('int_mesh__unlisted_models') }}
),

unlisted_products as (
    select
        data_products.project_name,
        count(*) as model_count,
        min(data_products.unique_id) as first_model
    from data_products
    inner join unlisted_models
        on
            data_products.project_name = unlisted_models.project_name
            and data_products.unique_id = unlisted_models.unique_id
    group by data_products.project_name
),

final as (
    select
        project_name,
        cast(null as {{ dbt.type_string() }}) as counterpart_project_name,
        'all_columns' as evidence,
        {{ dbt.concat([
            "'Public models without a contract, and in no catalog, may have columns that nobody wrote down: '", counted,
            "', such as '", 'first_model', "'.'"
        ]) }} as reason,
        'Enforce their contracts, or gather catalog.json, which `dbt docs generate` writes.' as remedy
    from unlisted_products
)

select * from final
