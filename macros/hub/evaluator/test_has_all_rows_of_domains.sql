{% test has_all_rows_of_domains(model, relation_name) %}
    {#-
        Generic test: this model holds as many rows of every project as the project's own evaluator relation does.
        Returns one row per project that gained or lost rows: domain, project_name, rows_in_domain, rows_in_union.
        Arguments: `relation_name`, the relation of dbt_project_evaluator that the model unions.
    -#}
{%- set places = mesh_commons._evaluator_found(relation_name) -%}
with

counted_in_domains as (
    {%- for place in places or [{'domain': '', 'project_name': '', 'relation': none}] %}
    select
        '{{ dbt.escape_single_quotes(place.domain) }}' as domain,
        '{{ dbt.escape_single_quotes(place.project_name) }}' as project_name,
        count(*) as rows_in_domain
    from {{ place.relation or '(select 1 as nothing) as nothing where 1 = 0' }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

counted_in_union as (
    select
        project_name,
        count(*) as rows_in_union
    from {{ model }}
    group by project_name
),

validation_errors as (
    select
        counted_in_domains.domain,
        coalesce(counted_in_domains.project_name, counted_in_union.project_name) as project_name,
        coalesce(counted_in_domains.rows_in_domain, 0) as rows_in_domain,
        coalesce(counted_in_union.rows_in_union, 0) as rows_in_union
    from counted_in_domains
    full outer join counted_in_union
        on counted_in_domains.project_name = counted_in_union.project_name
    where coalesce(counted_in_domains.rows_in_domain, 0) <> coalesce(counted_in_union.rows_in_union, 0)
)

select * from validation_errors
{% endtest %}
