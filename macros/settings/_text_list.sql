{% macro _text_list(entry, key, where) %}
    {#- The list of texts under a key of an entry; empty where there is none. -#}
    {%- set items = entry.get(key) -%}
    {%- if items is none -%}
        {{ return([]) }}
    {%- endif -%}
    {%- if items is string or items is mapping or items is not sequence -%}
        {%- do mesh_commons._registry_error(
            where, "has `" ~ key ~ "` '" ~ items ~ "', not a list", "Write it as ['" ~ items ~ "']"
        ) -%}
    {%- endif -%}
    {%- for item in items if item is not string or not item | trim -%}
        {%- do mesh_commons._registry_error(where, "has '" ~ item ~ "' among its `" ~ key ~ "`, not a text", "Put it in quotes") -%}
    {%- endfor -%}
    {{ return(items | list) }}
{% endmacro %}
