{% macro _is_like_schema(schema, other) %}
    {#-
        Whether two schemas are one but for a prefix or suffix: `finance` and `dbt_alice_finance` or `finance_dev`. By
        dbt's own rule both have one: a custom schema stands behind production's, too: `analytics_finance`.
    -#}
    (
        {{ mesh_commons._is_schema_of(schema, other) }}
        or {{ mesh_commons._is_schema_of(other, schema) }}
        or {{ dbt.right(schema, 'length(' ~ other ~ ') + 1') }} = {{ dbt.concat(["'_'", other]) }}
        or {{ dbt.right(other, 'length(' ~ schema ~ ') + 1') }} = {{ dbt.concat(["'_'", schema]) }}
        or {{ dbt.split_part(schema, "'_'", -1) }} = {{ dbt.split_part(other, "'_'", -1) }}
    )
{%- endmacro %}
