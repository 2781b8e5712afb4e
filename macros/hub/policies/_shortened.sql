{% macro _shortened(text, most=200) %}
    {#- A text on one line, cut after `most` characters. -#}
    {%- set line = 'trim(' ~ dbt.replace(dbt.replace(text, 'chr(13)', "''"), 'chr(10)', "' '") ~ ')' -%}
    case
        when length({{ line }}) > {{ most }} then {{ dbt.concat(['trim(substr(' ~ line ~ ', 1, ' ~ (most - 3) ~ '))', "'...'"]) }}
        else {{ line }}
    end
{%- endmacro %}
