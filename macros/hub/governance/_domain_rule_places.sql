{% macro _domain_rule_places() %}
    {#-
        Databases and schemas in which domains keep findings of their own: `[[databases], [schemas]]`, both empty where
        nothing is built yet, as while `mesh check` compiles.
    -#}
    {%- set settings, resources = ref('stg_artifacts__policy_settings'), ref('stg_artifacts__resources') -%}
    {%- if not execute or load_relation(settings) is none or load_relation(resources) is none -%}
        {{ return([[], []]) }}
    {%- endif -%}
    {%- set query -%}
        select distinct
            resources.database_name,
            resources.schema_name
        from {{ settings }} as settings
        inner join {{ resources }} as resources
            on
                settings.project_name = resources.project_name
                and settings.unique_id = resources.unique_id
        where
            settings.scope = 'findings'
            and lower(trim(settings.value)) = 'true'
            and resources.is_own
            and resources.schema_name is not null
    {%- endset -%}
    {%- set rows = run_query(query).rows -%}
    {%- set databases = (rows | map(attribute=0) | select | list + [target.get('database')]) | unique | list -%}
    {{ return([databases if rows | length else [], rows | map(attribute=1) | unique | list]) }}
{% endmacro %}
