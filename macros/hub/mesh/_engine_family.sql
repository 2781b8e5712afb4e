{% macro _engine_family(adapter_type) %}
    {#- Engines that share a warehouse, as an SQL expression: the name of one of them for all; empty where unknown. -#}
    case {{ adapter_type }} when 'spark' then 'databricks' else coalesce({{ adapter_type }}, '') end
{%- endmacro %}
