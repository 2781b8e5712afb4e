{% macro _check_keys(mapping, known, where) %}
    {#- Refuses a key that nobody reads: most often it is a misspelt one. -#}
    {%- for key in mapping if key not in known -%}
        {%- do mesh_commons._registry_error(where, "has the unknown key '" ~ key ~ "'", "Write one of: " ~ known | join(', ')) -%}
    {%- endfor -%}
{% endmacro %}
