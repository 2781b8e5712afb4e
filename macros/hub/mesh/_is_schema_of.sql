{% macro _is_schema_of(schema, base) %}
    {#- Whether a schema is the base schema, or has it in front: `finance_staging` is one of `finance`. -#}
    ({{ schema }} = {{ base }} or substr({{ schema }}, 1, length({{ base }}) + 1) = {{ dbt.concat([base, "'_'"]) }})
{%- endmacro %}
