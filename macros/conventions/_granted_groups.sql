{% macro _granted_groups(domain, used_by) %}
    {#- The registry's groups of a domain: `members` read all of it, `readers` its public models. -#}
    {%- set entry = mesh_commons._domain_entry(domain=domain) -%}
    {%- if entry is none -%}
        {{ exceptions.raise_compiler_error(
            used_by ~ ": no domain '" ~ domain ~ "' in the registry. Add it to mesh_domains, or correct the name."
        ) }}
    {%- endif -%}
    {%- set groups = {'members': entry.get('member_groups') or [], 'readers': entry.get('reader_groups') or []} -%}
    {%- for names in groups.values() if names is string or names is mapping -%}
        {{ exceptions.raise_compiler_error(
            used_by ~ ": member_groups and reader_groups of the domain '" ~ entry['name'] ~ "' have to be lists, found '"
            ~ names ~ "'. Write them as lists of group names in mesh_domains."
        ) }}
    {%- endfor -%}
    {{ return(groups) }}
{% endmacro %}
