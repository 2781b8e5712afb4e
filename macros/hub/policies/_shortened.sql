{% macro _shortened(text) %}
    {#- A text on one line, cut after 200 characters. -#}
    {%- set line = 'trim(' ~ dbt.replace(dbt.replace(text, 'chr(13)', "''"), 'chr(10)', "' '") ~ ')' -%}
    case
        when length({{ line }}) > 200 then {{ dbt.concat(['trim(substr(' ~ line ~ ', 1, 197))', "'...'"]) }}
        else {{ line }}
    end
{%- endmacro %}
