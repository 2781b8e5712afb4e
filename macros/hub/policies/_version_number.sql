{% macro _version_number(version) %}
    {#-
        A version of a model as a number, as an SQL expression; null where it is a text, such as 2024-01 or 1.2.3. dbt
        compares two versions as numbers where both are, else as texts.
    -#}
    case
        when
            translate({{ version }}, '0123456789', '') in ('', '.')
            and {{ version }} not in ('', '.')
            and {{ dbt.length(version) }} <= 18
            then cast({{ version }} as {{ dbt.type_numeric() }})
    end
{%- endmacro %}
