{% macro old_amount(column) %}
    {%- do mesh_commons._deprecated('old_amount', 'minor_units_to_amount', '2999-12-31') -%}
    {{ mesh_commons.minor_units_to_amount(column) }}
{% endmacro %}
