{% macro _evaluator_found(relation_name) %}
    {#-
        Where a relation was found, read from `stg_evaluator__columns`: a list of
        {domain, project_name, relation, columns}, columns mapping lower-case names to the names as stored.
        That table was filled by the run's one metadata query; reading it costs a look-up in a small table.
    -#}
    {%- set catalog = ref('stg_evaluator__columns') -%}
    {%- if not execute -%}
        {{ return([]) }}
    {%- endif -%}
    {%- if load_relation(catalog) is none -%}
        {%- if flags.WHICH in ['build', 'run', 'test'] -%}
            {{ exceptions.raise_compiler_error(
                "_evaluator_found: " ~ catalog ~ " does not exist, so nothing is known about where "
                ~ relation_name ~ " stands. Run `dbt build --select +" ~ model.name ~ "`."
            ) }}
        {%- endif -%}
        {{ return([]) }}
    {%- endif -%}

    {%- set query -%}
        select domain, project_name, database_name, schema_name, identifier, column_name
        from {{ catalog }}
        where relation_name = '{{ relation_name }}' and column_name is not null
        order by project_name, column_name
    {%- endset -%}
    {%- set places = {} -%}
    {%- for row in run_query(query).rows -%}
        {%- if row[1] not in places -%}
            {%- do places.update({row[1]: {
                'domain': row[0],
                'project_name': row[1],
                'relation': api.Relation.create(database=row[2], schema=row[3], identifier=row[4]),
                'columns': {},
            }}) -%}
        {%- endif -%}
        {%- do places[row[1]].columns.update({row[5] | lower: row[5]}) -%}
    {%- endfor -%}
    {{ return(places.values() | list) }}
{% endmacro %}
