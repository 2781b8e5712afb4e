{% macro _ref_call(project, name, version) %}
    {#- What a consumer writes to read a model, as an SQL expression: `ref('sales', 'fct_orders', v=2)`. -#}
    {%- set quoted = dbt.concat(["''''", version, "''''"]) -%}
    {%- set written = "case when " ~ mesh_commons._version_number(version) ~ " is null then " ~ quoted ~ " else "
        ~ version ~ " end" -%}
    {{ return(dbt.concat([
        "'ref('''", project, "''', '''", name, "''''", "coalesce(" ~ dbt.concat(["', v='", written]) ~ ", '')", "')'",
    ])) }}
{% endmacro %}
