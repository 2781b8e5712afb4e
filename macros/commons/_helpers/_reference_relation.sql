{% macro _reference_relation(reference) %}
    {#- A relation as it is; a name as the shared reference table of that name. -#}
    {{ return(mesh_commons.reference(reference) if reference is string else reference) }}
{% endmacro %}
