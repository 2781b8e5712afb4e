{% macro mask_text(column, prefix='masked') -%}
    {%- if not modules.re.match('^[a-z][a-z0-9_]*$', prefix) -%}
        {{ exceptions.raise_compiler_error(
            "mask_text: prefix is '" ~ prefix ~ "'. Give lower-case letters, digits and underscores, such as 'customer'."
        ) }}
    {%- endif -%}
    '{{ prefix }}_' || left({{ mesh_commons.hash_personal_data(column) }}, 32)
{%- endmacro %}
