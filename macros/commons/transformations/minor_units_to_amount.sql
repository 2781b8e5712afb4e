{% macro minor_units_to_amount(column, exponent=2) -%}
    cast(
        cast({{ column }} as {{ api.Column.numeric_type('numeric', 24, 0) }})
        * {{ mesh_commons._minor_unit_factor(exponent, 'minor_units_to_amount', is_inverse=true) }}
        as {{ dbt.type_numeric() }}
    )
{%- endmacro %}
