{% macro union_evaluator_relation(relation_name) %}
    {#-
        A model's whole SQL: one evaluator relation, unioned over the projects of the mesh, each row stamped with
        domain, project, evaluator version and load time. The columns are the ones `_evaluator.yml` documents for
        the model, and no others; one that a project's evaluator lacks is null there.
    -#}
    {%- set stamps = ['domain', 'project_name', 'evaluator_version', 'loaded_at'] -%}
    {%- set columns = model.columns.values() | rejectattr('name', 'in', stamps) | list -%}
    {%- set places = mesh_commons._evaluator_found(relation_name) -%}
with

versions as (
    select * from {{ ref('stg_evaluator__versions') }}
),

unioned as (
    {%- for place in places or [{'domain': '', 'project_name': '', 'relation': none, 'columns': {}}] %}
    select
        cast('{{ dbt.escape_single_quotes(place.domain) }}' as {{ dbt.type_string() }}) as domain,
        cast('{{ dbt.escape_single_quotes(place.project_name) }}' as {{ dbt.type_string() }}) as project_name
        {%- for column in columns %},
        {{ mesh_commons._evaluator_column(place.columns.get(column.name), column) }}
        {%- endfor %}
    from {{ place.relation or '(select 1 as nothing) as nothing' }}
    {{ 'where 1 = 0' if not place.relation }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        unioned.domain,
        unioned.project_name,
        versions.evaluator_version
        {%- for column in columns %},
        unioned.{{ column.name }}
        {%- endfor %},
        cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S") }}' as {{ dbt.type_timestamp() }}) as loaded_at
    from unioned
    left join versions
        on unioned.project_name = versions.project_name
)

select * from final
{% endmacro %}
