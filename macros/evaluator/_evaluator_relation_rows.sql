{# The evaluator's relations as rows of a query, with the place where this invocation builds them, if it does. #}
{% macro _evaluator_relation_rows(built_here) %}
    {%- for kind, names in mesh_commons.evaluator_relations().items() -%}
        {%- set outer = loop -%}
        {%- for name in names %}
            {%- set built = built_here.get(name) or {} %}
    select
        cast('{{ name }}' as {{ dbt.type_string() }}) as relation_name,
        cast('{{ kind }}' as {{ dbt.type_string() }}) as relation_kind,
        cast('{{ built.database or '' }}' as {{ dbt.type_string() }}) as built_database,
        cast('{{ built.schema or '' }}' as {{ dbt.type_string() }}) as built_schema,
        cast('{{ built.identifier or name }}' as {{ dbt.type_string() }}) as built_identifier
    {{ 'union all' if not (loop.last and outer.last) }}
        {%- endfor %}
    {%- endfor %}
{% endmacro %}
