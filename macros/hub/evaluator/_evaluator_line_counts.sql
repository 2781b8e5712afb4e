{% macro _evaluator_line_counts() %}
    {#- A query for the lines of two of the evaluator's own models, per project whose `stg_nodes` was found. -#}
    {%- set places = mesh_commons._evaluator_found('stg_nodes') -%}
    {%- if not places and execute and var('mesh_reads_evaluator', true) and flags.WHICH in ['build', 'run'] -%}
        {%- do mesh_commons._tell_of_no_evaluator() -%}
    {%- endif -%}
    {%- for place in places or [{'project_name': '', 'relation': none}] %}
    select
        cast('{{ dbt.escape_single_quotes(place.project_name) }}' as {{ dbt.type_string() }}) as project_name,
        {%- if place.relation %}
        max(case when name = 'fct_root_models' then number_lines end) as root_models_lines,
        max(case when name = 'int_direct_relationships' then number_lines end) as relationships_lines
    from {{ place.relation }}
    where package_name = 'dbt_project_evaluator'
        {%- else %}
        cast(null as {{ dbt.type_int() }}) as root_models_lines,
        cast(null as {{ dbt.type_int() }}) as relationships_lines
    from (select 1 as nothing) as nothing
    where 1 = 0
        {%- endif %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{% endmacro %}
