{% macro _registry() %}
    {#- The registry of domains as a checked list of dictionaries. Every model that needs it reads it here. -#}
    {{ return(mesh_commons._checked_domains(mesh_commons._setting('mesh_domains'))) }}
{% endmacro %}
