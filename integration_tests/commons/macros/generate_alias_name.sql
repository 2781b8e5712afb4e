{% macro generate_alias_name(custom_alias_name, node) %}{{ mesh_commons.mesh_alias_name(custom_alias_name, node) }}{% endmacro %}
