{% macro _filled(template, places, is_last=false) %}
    {#-
        A template as an SQL expression: each {place} takes its value, and one without a value says `unknown`. `places`
        maps them to SQL expressions, or lists those that are columns of `findings`. A value is never a template: its
        braces are put aside, and `is_last` brings them back when the last places are filled.
    -#}
    {%- set ns = namespace(text=template) -%}
    {%- for place in places -%}
        {%- set value = places[place] if places is mapping else 'findings.' ~ place -%}
        {%- set text = "coalesce(cast(" ~ value ~ " as " ~ dbt.type_string() ~ "), 'unknown')" -%}
        {%- set text = dbt.replace(text, "'{'", "'\u2983'") -%}
        {%- set ns.text = dbt.replace(ns.text, "'{" ~ place ~ "}'", text) -%}
    {%- endfor -%}
    {{ return(dbt.replace(ns.text, "'\u2983'", "'{'") if is_last else ns.text) }}
{% endmacro %}
