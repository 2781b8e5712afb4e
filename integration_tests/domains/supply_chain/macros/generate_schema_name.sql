{% macro generate_schema_name(custom_schema_name, node) %}{{ mesh_commons.mesh_schema_name(custom_schema_name, node) }}{% endmacro %}
