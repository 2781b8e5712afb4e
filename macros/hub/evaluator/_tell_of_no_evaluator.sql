{% macro _tell_of_no_evaluator() %}
    {#- Says in the log where the evaluator's tables were looked for, where not one was found. -#}
    {%- set query -%}
        select distinct coalesce(database_name, '') as database_name, schema_name
        from {{ ref('stg_evaluator__columns') }}
        where is_used
            and 0 = (select count(column_name) from {{ ref('stg_evaluator__columns') }})
        order by database_name, schema_name
    {%- endset -%}
    {%- set places = [] -%}
    {%- for row in run_query(query).rows -%}
        {%- do places.append(row[0] ~ '.' ~ row[1]) -%}
    {%- endfor -%}
    {%- if places -%}
        {%- do log(
            "mesh_commons: no table of dbt Project Evaluator was found. Looked in " ~ places[:5] | join(', ')
            ~ (' and ' ~ (places | length - 5) ~ ' more schemas' if places | length > 5 else '')
            ~ ". If it runs elsewhere, say so under `evaluator` in mesh_domains or in mesh_evaluator_schema; if "
            ~ "nowhere, the variable `mesh_reads_evaluator: false` ends this message.", info=true
        ) -%}
    {%- endif -%}
{% endmacro %}
