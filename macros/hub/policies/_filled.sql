{% macro _filled(template, places) %}
    {#-
        A template as an SQL expression: each {place} takes its value, and one without a value says `unknown`. `places`
        maps them to SQL expressions, or lists those that are columns of `findings`.
    -#}
    {%- set ns = namespace(text=template) -%}
    {%- for place in places -%}
        {%- set value = places[place] if places is mapping else 'findings.' ~ place -%}
        {%- set text = "coalesce(cast(" ~ value ~ " as " ~ dbt.type_string() ~ "), 'unknown')" -%}
        {%- set ns.text = dbt.replace(ns.text, "'{" ~ place ~ "}'", text) -%}
    {%- endfor -%}
    {{ return(ns.text) }}
{% endmacro %}
