{% macro _bears_name(schema, name) %}
    {#- Whether a schema is called by a domain or project: `finance`, `finance_marts` and `analytics_finance` are. -#}
    {%- set key = dbt.replace('lower(' ~ name ~ ')', "'-'", "'_'") -%}
    (
        {{ mesh_commons._is_schema_of(schema, key) }}
        or {{ dbt.right(schema, 'length(' ~ name ~ ') + 1') }} = {{ dbt.concat(["'_'", key]) }}
    )
{%- endmacro %}
