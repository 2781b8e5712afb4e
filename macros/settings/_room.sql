{% macro _room() %}
    {#-
        How much of the package this project has: 'commons' (macros and generic tests), 'reference' (those and the
        reference data, built here) or 'hub' (everything). dbt_project.yml chooses the folders in the same way.
    -#}
    {%- set asked = env_var('DBT_MESH_COMMONS', '') -%}
    {%- if asked not in ['', 'commons', 'reference', 'hub'] -%}
        {{ exceptions.raise_compiler_error(
            "mesh_commons: the environment variable DBT_MESH_COMMONS is '" ~ asked ~ "'. Set it to 'hub', 'reference' "
            ~ "or 'commons', or unset it (README, \"Install the commons in a domain\")."
        ) }}
    {%- endif -%}
    {{ return(asked or ('hub' if target.profile_name == 'mesh_commons' else 'commons')) }}
{% endmacro %}
