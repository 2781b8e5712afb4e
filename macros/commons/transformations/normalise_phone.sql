{% macro normalise_phone(column, calling_code, trunk_prefix=none, international_prefix=none) -%}
    {%- set country = calling_code | string -%}
    {%- if not modules.re.match('^[1-9][0-9]{0,2}$', country) -%}
        {{ exceptions.raise_compiler_error(
            "normalise_phone: calling_code is '" ~ calling_code ~ "'. Give the digits of a country's code, such as 44."
        ) }}
    {%- endif -%}
    {%- set trunk = ('1' if country == '1' else '0') if trunk_prefix is none else trunk_prefix | string -%}
    {%- set abroad = ('011' if country == '1' else '00') if international_prefix is none else international_prefix | string -%}
    {%- set written -%}
        replace({{ mesh_commons._lower_ascii(mesh_commons._trim_space(mesh_commons._text(column))) }}, chr(160), ' ')
    {%- endset -%}
    {%- set number = mesh_commons._regexp_replace(written, '[ ,;]*(ext[.]?|x|#)[ .:]*[0-9]+$', '') -%}
    {#- +44 (0)20: the zero is only dialled inside the country. -#}
    {%- set number = "replace(" ~ number ~ ", '(0)', '')" -%}
    {%- set digits = mesh_commons._regexp_replace(number, '[^0-9+]', '') -%}
    {%- set called = mesh_commons._regexp_replace(digits, '^' ~ abroad, '+') if abroad else digits -%}
    {%- set called = mesh_commons._regexp_replace(called, '^' ~ trunk, '+' ~ country) if trunk else called -%}
    {#- What has no plus by now was dialled inside the country. -#}
    {%- set called = mesh_commons._regexp_replace(
        "'+" ~ country ~ "' || " ~ called, '^[+]' ~ country ~ '[+]', '+'
    ) -%}
    case
        when
            {{ mesh_commons._has_match(number, '^[+]?[0-9 ()./-]+$') }}
            -- E.164; the countries behind 1 all have ten digits
            and {{ mesh_commons._has_match(called, '^[+](1[2-9][0-9]{9}|[2-9][0-9]{6,14})$') }}
            then {{ called }}
    end
{%- endmacro %}
