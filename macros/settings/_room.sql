{% macro _room() %}
    {#-
        How much of the package this project has: 'commons' (macros and generic tests), 'reference' (those and the
        reference data, built here) or 'hub' (everything). dbt_project.yml chooses the folders in the same way, and
        refuses every other value.
    -#}
    {%- set asked = env_var('DBT_MESH_COMMONS', '') -%}
    {{ return(asked or ('hub' if target.profile_name == 'mesh_commons' else 'commons')) }}
{% endmacro %}
