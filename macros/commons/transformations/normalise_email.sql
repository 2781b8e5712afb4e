{% macro normalise_email(column) -%}
    {%- set email = mesh_commons._lower_ascii(mesh_commons._trim_space(mesh_commons._text(column))) -%}
    case
        when
            length({{ email }}) <= 254
            -- white space inside is never part of an address
            and translate({{ email }}, ' ' || chr(9) || chr(10) || chr(13) || chr(160), '') = {{ email }}
            and {{ mesh_commons._has_match(email, '^[^@]+@[^@.]+([.][^@.]+)+$') }}
            then {{ email }}
    end
{%- endmacro %}
