{% macro _domain_rules_found() %}
    {#- The rules of domains whose tables can be read, rows of `int_mesh__domain_rules`; none before that is built. -#}
    {%- set rules = ref('int_mesh__domain_rules') -%}
    {%- if not execute or load_relation(rules) is none -%}
        {{ return([]) }}
    {%- endif -%}
    {%- set query -%}
        select policy_id, unique_id, found_database, found_schema, found_identifier, has_severity, has_fix
        from {{ rules }}
        where is_judged
        order by policy_id
    {%- endset -%}
    {{ return(run_query(query).rows | list) }}
{% endmacro %}
