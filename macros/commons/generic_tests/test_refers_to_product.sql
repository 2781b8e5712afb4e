{% test refers_to_product(model, column_name, product, key_column=none) %}
    {%- do mesh_commons._require_argument(
        'refers_to_product', 'product', product, "product: ref('finance', 'customers') or product: finance.customers"
    ) -%}
    {%- set relation = mesh_commons._product_relation(product) -%}
    {%- set key = key_column or column_name -%}

with

tested as (
    select * from {{ model }}
),

product_keys as (
    select distinct {{ key }} as product_key
    from {{ relation }}
    where {{ key }} is not null
),

validation_errors as (
    select
        tested.{{ column_name }},
        count(*) as rows_without_product
    from tested
    left join product_keys
        on tested.{{ column_name }} = product_keys.product_key
    where
        tested.{{ column_name }} is not null
        and product_keys.product_key is null
    group by tested.{{ column_name }}
)

select * from validation_errors

{% endtest %}
