{% macro conform_code(column, aliases={}, width=none, reference=none, code_column=none) -%}
    {%- if aliases is not mapping -%}
        {{ exceptions.raise_compiler_error(
            "conform_code: aliases is '" ~ aliases ~ "'. Give a mapping from what arrives to the code: {'UK': 'GB'}."
        ) }}
    {%- endif -%}
    {%- if width is not none and (width is not integer or width < 1) -%}
        {{ exceptions.raise_compiler_error(
            "conform_code: width is '" ~ width ~ "'. Give the number of characters of the code, such as 3."
        ) }}
    {%- endif -%}
    {%- set code -%}
        nullif({{ mesh_commons._upper_ascii(mesh_commons._trim_space(mesh_commons._text(column))) }}, '')
    {%- endset -%}
    {#- Numbers only; and `lpad` would cut what is too long. -#}
    {%- set padded -%}
        case
            when length({{ code }}) < {{ width }} and {{ mesh_commons._has_match(code, '^[0-9]+$') }}
                then lpad({{ code }}, {{ width }}, '0')
            else {{ code }}
        end
    {%- endset -%}
    {%- set padded = code if width is none else padded -%}
    {%- set conformed -%}
        case {{ code }}
            {%- for alias, meant in aliases.items() %}
            when {{ mesh_commons._upper_ascii(mesh_commons._literal(alias | string | trim)) }} then {{ mesh_commons._literal(meant) }}
            {%- endfor %}
            else {{ padded }}
        end
    {%- endset -%}
    {%- set conformed = conformed if aliases else padded -%}
    {%- if reference is none -%}
    {{ conformed }}
    {%- else -%}
    {#- The alias keeps a misspelt code_column from meaning a column outside, which every row would conform to. -#}
    case
        when {{ conformed }} in (
            select reference_codes.{{ mesh_commons._reference_code(reference, code_column, none, 'conform_code') }}
            from {{ mesh_commons._reference_relation(reference) }} as reference_codes
        ) then {{ conformed }}
    end
    {%- endif -%}
{%- endmacro %}
