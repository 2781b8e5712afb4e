{# The locations as rows of a query. The project that is being built is marked, so that the graph places it. #}
{% macro _evaluator_location_rows(locations, built_here) %}
    {%- set rows = locations | list -%}
    {%- set nowhere = {'domain': '', 'project_name': '', 'database': '', 'schema': '', 'is_used': false} -%}
    {%- if built_here and project_name not in locations | map(attribute='project_name') -%}
        {%- do rows.append(dict(nowhere, domain=project_name, project_name=project_name, is_used=true)) -%}
    {%- endif -%}
    {%- for location in rows or [nowhere] %}
    select
        cast('{{ dbt.escape_single_quotes(location.domain) }}' as {{ dbt.type_string() }}) as domain,
        cast('{{ dbt.escape_single_quotes(location.project_name) }}' as {{ dbt.type_string() }}) as project_name,
        cast('{{ location.database or '' }}' as {{ dbt.type_string() }}) as database_name,
        cast('{{ location.schema }}' as {{ dbt.type_string() }}) as schema_name,
        {{ 1 if location.is_used else 0 }} as is_used,
        cast({{ "'" ~ location.version ~ "'" if location.version else 'null' }} as {{ dbt.type_string() }}) as declared_version,
        {{ 1 if built_here and location.project_name == project_name else 0 }} as is_built_here
    from (select 1 as nothing) as nothing
    {{ 'where 1 = 0' if not rows }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{% endmacro %}
