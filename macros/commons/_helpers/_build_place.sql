{% macro _build_place() %}
    {#- Where this run builds: 'production', 'pull_request' or 'sandbox'. -#}
    {%- set is_production = target.name in mesh_commons._setting('mesh_production_targets') -%}
    {%- set pull_request = env_var('MESH_PULL_REQUEST', '') -%}
    {%- if pull_request and is_production -%}
        {{ exceptions.raise_compiler_error(
            "mesh_commons: MESH_PULL_REQUEST is '" ~ pull_request ~ "' while the target '" ~ target.name
            ~ "' is a production one. Run pull requests under another target, or unset MESH_PULL_REQUEST."
        ) }}
    {%- endif -%}
    {{ return('production' if is_production else 'pull_request' if pull_request else 'sandbox') }}
{% endmacro %}
