{% macro _claim(taken, kind, names, owner) %}
    {#- Notes who has these names, and refuses one that somebody has already. -#}
    {%- for name in names -%}
        {%- if name in taken[kind] -%}
            {%- set first = taken[kind][name] -%}
            {%- do mesh_commons._registry_error(
                "mesh_domains: the " ~ kind ~ " '" ~ name ~ "'",
                "is listed twice" if first == owner else "stands under '" ~ first ~ "' and under '" ~ owner ~ "'",
                "Keep one entry" if first == owner else "Keep it under one of them"
            ) -%}
        {%- endif -%}
        {%- do taken[kind].update({name: owner}) -%}
    {%- endfor -%}
{% endmacro %}
