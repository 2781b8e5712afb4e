{% macro _checked_meta_keys(entries) %}
    {#- The keys of `meta` that the domains have agreed on, as {key, places, values}; a text is a key alone. -#}
    {%- set remedy = "Write it as ['tier', {'key': 'pii', 'places': ['column'], 'values': ['true', 'false']}]" -%}
    {%- if entries is string or entries is mapping or entries is not sequence -%}
        {%- do mesh_commons._registry_error('mesh_meta_keys', "is '" ~ entries ~ "', not a list", remedy) -%}
    {%- endif -%}
    {%- set checked = [] -%}
    {%- for given in entries -%}
        {%- set entry = {'key': given} if given is string else given -%}
        {%- set where = "mesh_meta_keys: entry " ~ loop.index -%}
        {%- if entry is not mapping -%}
            {%- do mesh_commons._registry_error(where, "is '" ~ entry ~ "', not a text or a mapping", remedy) -%}
        {%- elif entry.get('key') is not string or not entry['key'] | trim -%}
            {%- do mesh_commons._registry_error(where, "has no `key` that is a text", remedy) -%}
        {%- endif -%}
        {%- set where = "mesh_meta_keys: key '" ~ entry['key'] ~ "'" -%}
        {%- do mesh_commons._check_keys(entry, ['key', 'places', 'values'], where) -%}
        {%- do checked.append({
            'key': entry['key'],
            'places': mesh_commons._text_list(entry, 'places', where),
            'values': mesh_commons._text_list(entry, 'values', where),
        }) -%}
    {%- endfor -%}
    {{ return(checked) }}
{% endmacro %}
