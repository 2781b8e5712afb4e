{% macro _evaluator_relation_rows(built_here) %}
    {#- The evaluator's relations as rows: name, kind, and the place where this invocation builds them, or none. -#}
    {%- set relation_rows = [] -%}
    {%- for kind, names in mesh_commons.evaluator_relations().items() -%}
        {%- for name in names -%}
            {%- set built = built_here.get(name) -%}
            {%- do relation_rows.append([
                name, kind, built.database if built, built.schema if built, built.identifier if built
            ]) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(relation_rows) }}
{% endmacro %}
