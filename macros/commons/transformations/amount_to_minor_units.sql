{% macro amount_to_minor_units(column, exponent=2) -%}
    cast(
        round(
            cast({{ column }} as {{ dbt.type_numeric() }})
            * {{ mesh_commons._minor_unit_factor(exponent, 'amount_to_minor_units') }},
            0
        )
        as {{ dbt.type_bigint() }}
    )
{%- endmacro %}
