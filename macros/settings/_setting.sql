{% macro _setting(name) %}
    {#-
        A setting of the mesh. A project may say otherwise by a variable of the same name, under `vars:` or
        `vars: mesh_commons:`; dbt shows the latter to this package's own nodes only, and a macro runs in the node
        that calls it, hence the second look. What all domains have to agree on, nobody says otherwise.
    -#}
    {%- set settings = mesh_commons.mesh_settings() -%}
    {%- if name not in settings -%}
        {{ exceptions.raise_compiler_error(
            "mesh_settings: the setting '" ~ name ~ "' is missing. Add it to macros/settings/mesh_settings.sql of "
            ~ "the package, as _settings.yml beside it explains, and release that."
        ) }}
    {%- endif -%}
    {%- set nested = var('mesh_commons', none) or {} -%}
    {%- set own = var(name, nested.get(name, none)) -%}
    {%- if own is none -%}
        {%- do mesh_commons._check_setting(name, settings[name]) -%}
        {{ return(settings[name]) }}
    {%- endif -%}
    {%- do mesh_commons._check_setting(name, own) -%}
    {%- set is_unit_test = model is defined and model.resource_type == 'unit_test' -%}
    {%- set agreed_on = [
        'mesh_domains', 'mesh_fiscal_year_first_month', 'mesh_forbids_own_approvers', 'mesh_meta_keys'
    ] -%}
    {%- set is_agreed_on = name in agreed_on and not is_unit_test -%}
    {%- if is_agreed_on and own != settings[name] -%}
        {{ exceptions.raise_compiler_error(
            name ~ ": the project '" ~ project_name ~ "' sets this variable, but the whole mesh has to agree on it. "
            ~ "Remove it from `vars`, and set it in macros/settings/mesh_settings.sql of the package mesh_commons."
        ) }}
    {%- endif -%}
    {{ return(own) }}
{% endmacro %}
