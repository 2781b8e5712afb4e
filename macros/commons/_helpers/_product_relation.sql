{% macro _product_relation(product) %}
    {#- The relation of another domain's product, from `ref` or from its written name, once it is known to exist. -#}
    {%- set relation = product -%}
    {%- if product is string -%}
        {%- set parts = product.split('.') -%}
        {%- if parts | length not in (2, 3) or '' in parts -%}
            {{ exceptions.raise_compiler_error(
                "refers_to_product: product is '" ~ product
                ~ "'. Write schema.name or database.schema.name, or ref('project', 'model')."
            ) }}
        {%- endif -%}
        {%- set relation = api.Relation.create(
            database=parts[-3] if parts | length == 3 else target.database, schema=parts[-2], identifier=parts[-1]
        ) -%}
    {%- endif -%}
    {%- if execute and load_relation(relation) is none -%}
        {{ exceptions.raise_compiler_error(
            "refers_to_product: no relation " ~ relation ~ " in the database. Build the other domain's product first, "
            ~ "or correct `product`."
        ) }}
    {%- endif -%}
    {{ return(relation) }}
{% endmacro %}
