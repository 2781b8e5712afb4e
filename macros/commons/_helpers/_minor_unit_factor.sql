{% macro _minor_unit_factor(exponent, used_by, is_inverse=false) %}
    {#- Ten to the power of the exponent, or one over it, as an exact decimal: `power` would bring in floats. -#}
    {%- set factors = [] -%}
    {%- for places in range(7) -%}
        {%- do factors.append('0.' ~ '0' * (places - 1) ~ '1' if is_inverse and places > 0 else '1' ~ '0' * places) -%}
    {%- endfor -%}
    {%- set type = api.Column.numeric_type('numeric', 7, 6 if is_inverse else 0) -%}
    {%- if exponent is integer and (exponent < 0 or exponent > 6) -%}
        {{ exceptions.raise_compiler_error(
            used_by ~ ": exponent is " ~ exponent ~ ". Give the number of minor-unit digits of ISO 4217 (0 to 6), "
            ~ "or the column that holds it."
        ) }}
    {%- elif exponent is integer -%}
        {{ return('cast(' ~ factors[exponent] ~ ' as ' ~ type ~ ')') }}
    {%- endif -%}
    {%- set factor -%}
        cast(case cast({{ exponent }} as {{ dbt.type_int() }})
            {%- for factor in factors %} when {{ loop.index0 }} then {{ factor }}{% endfor %} end as {{ type }})
    {%- endset -%}
    {{ return(factor) }}
{% endmacro %}
