{% macro _commons_var(name, default) %}
    {#-
        Reads a variable of this package from wherever a project has written it. dbt shows `vars: mesh_commons:`
        to the nodes of this package only, and a macro runs in the node that calls it; hence the second look.
    -#}
    {%- set nested = var('mesh_commons', none) or {} -%}
    {{ return(var(name, nested.get(name, default))) }}
{% endmacro %}
