{% macro _filled(template, places, is_last=false) %}
    {#-
        A template as an SQL expression: each {place} takes its value, and one without a value says `unknown`. `places`
        maps them to what `_place_value` gives. A value is never a template: its braces are put aside, and `is_last`
        brings them back when the last places are filled.
    -#}
    {%- set ns = namespace(text=template) -%}
    {%- for place, value in places.items() -%}
        {%- set ns.text = dbt.replace(ns.text, "'{" ~ place ~ "}'", value) -%}
    {%- endfor -%}
    {{ return(dbt.replace(ns.text, "'\u2983'", "'{'") if is_last else ns.text) }}
{% endmacro %}
