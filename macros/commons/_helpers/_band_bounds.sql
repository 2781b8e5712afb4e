{% macro _band_bounds(bounds, argument, used_by) %}
    {#- The bounds of bands, once it is known that they are whole numbers that rise. -#}
    {%- set is_good = namespace(value=(bounds is sequence and bounds is not string and bounds | length > 0)) -%}
    {%- if is_good.value -%}
        {%- for bound in bounds -%}
            {%- if bound is not integer or bound < 0 or (not loop.first and bound <= bounds[loop.index0 - 1]) -%}
                {%- set is_good.value = false -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- if not is_good.value -%}
        {{ exceptions.raise_compiler_error(
            used_by ~ ": " ~ argument ~ " is '" ~ bounds ~ "'. Give whole numbers that rise, such as [0, 18, 65]."
        ) }}
    {%- endif -%}
    {{ return(bounds) }}
{% endmacro %}
