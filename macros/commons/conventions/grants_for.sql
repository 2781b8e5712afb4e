{% macro grants_for(access='protected', domain=none) %}
    {%- if access not in ('public', 'protected', 'private') -%}
        {{ exceptions.raise_compiler_error(
            "grants_for: access is '" ~ access ~ "'. Give the model's own access: 'public', 'protected' or 'private'."
        ) }}
    {%- endif -%}
    {%- set groups = mesh_commons._granted_groups(domain, 'grants_for') -%}
    {#- Sandboxes and pull requests are read by those who made them. -#}
    {%- if mesh_commons._build_place() != 'production' -%}
        {{ return({}) }}
    {%- endif -%}
    {%- set readers = groups['members'] + (groups['readers'] if access == 'public' else []) -%}
    {{ return({'select': readers | unique | list} if readers else {}) }}
{% endmacro %}
