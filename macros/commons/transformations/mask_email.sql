{% macro mask_email(column) -%}
    {#- One person writes one address in several ways: the same mask for all of them. What is no address is still masked. -#}
    {%- set address = 'coalesce(' ~ mesh_commons.normalise_email(column) ~ ', ' ~ mesh_commons._text(column) ~ ')' -%}
    left({{ mesh_commons.hash_personal_data(address) }}, 32) || '@masked.invalid'
{%- endmacro %}
