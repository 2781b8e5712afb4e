{% macro hash_personal_data(column) -%}
    {#- Keyed twice, so that who knows one hash cannot lengthen its text and hash on. -#}
    {%- set salt = '(' ~ mesh_commons._salt() ~ ')' -%}
    {%- set inner = mesh_commons._sha256(salt ~ " || ':' || " ~ mesh_commons._text(column)) -%}
    {{ mesh_commons._sha256(salt ~ " || ':' || " ~ inner) }}
{%- endmacro %}
