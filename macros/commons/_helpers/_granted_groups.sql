{% macro _granted_groups(domain, used_by) %}
    {#- The registry's groups of a domain: `members` read all of it, `readers` its public models. -#}
    {%- set entry = mesh_commons._domain_entry(domain=domain) -%}
    {%- if entry is none or entry.get('is_registered') is sameas false -%}
        {{ exceptions.raise_compiler_error(
            used_by ~ ": the registry has no domain " ~ (
                "'" ~ domain ~ "'" if domain else "with the project '" ~ project_name ~ "'"
            ) ~ ", so nobody knows who may read. Add it to mesh_domains in macros/settings/mesh_settings.sql of the "
            ~ "package mesh_commons, or correct the name."
        ) }}
    {%- endif -%}
    {%- set checked = mesh_commons._checked_domain(entry, 0) -%}
    {{ return({'members': checked['member_groups'], 'readers': checked['reader_groups']}) }}
{% endmacro %}
