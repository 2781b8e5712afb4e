{% macro expired_amount(column) %}
    {%- do mesh_commons._deprecated('expired_amount', 'minor_units_to_amount', '2020-12-31') -%}
    {{ mesh_commons.minor_units_to_amount(column) }}
{% endmacro %}
