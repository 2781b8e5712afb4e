{% macro _salt() %}
    {#-
        The salt as an expression that the engine resolves while it runs the query, so that no compiled file,
        log or manifest ever holds it. A missing or short salt fails the query: a hash without one is no mask.
    -#}
    {{ return(adapter.dispatch('_salt', 'mesh_commons')()) }}
{% endmacro %}

{#- A function of one text, made by the platform team and executable by the transformer's role only. -#}
{% macro default___salt() %}
    {%- set function = mesh_commons._setting('mesh_salt_function') -%}
    {%- if not function or not modules.re.match('^[A-Za-z_][A-Za-z0-9_$]*([.][A-Za-z_][A-Za-z0-9_$]*){0,2}$', function) -%}
        {{ exceptions.raise_compiler_error(
            "hash_personal_data: on " ~ target.type ~ " the salt comes from a function, and the var mesh_salt_function is '"
            ~ function ~ "'. Make a secure function that returns it, and name it there: governance.mesh_salt."
        ) }}
    {%- endif -%}
    {{ return(function ~ "()") }}
{% endmacro %}

{#-
    A session variable, set by the profile. The casts are needed: one that is not set has the type null, and DuckDB
    would make the whole hash null without ever coming to the error.
-#}
{% macro duckdb___salt() %}
    {%- set salt = "cast(getvariable('mesh_salt') as varchar)" -%}
    {{ return(
        "case when length(" ~ salt ~ ") >= 16 then " ~ salt ~ " else cast(error('hash_personal_data: the salt is missing "
        ~ "or shorter than 16 characters. Set it in the profile (mesh_commons, hash_personal_data).') as varchar) end"
    ) }}
{% endmacro %}

{#-
    A setting of the session, set by PGOPTIONS. The second name exists nowhere: asking for it is how plain SQL
    raises an error that can be read.
-#}
{% macro postgres___salt() %}
    {{ return(
        "case when length(current_setting('mesh.salt', true)) >= 16 then current_setting('mesh.salt') "
        ~ "else current_setting('mesh.salt_is_missing_or_shorter_than_16_characters_see_hash_personal_data') end"
    ) }}
{% endmacro %}

{#- dbt falls back from Redshift to PostgreSQL, where the setting comes by an option that Redshift does not take. -#}
{% macro redshift___salt() %}
    {{ return(mesh_commons.default___salt()) }}
{% endmacro %}

{% macro databricks___salt() %}
    {%- set scope = mesh_commons._setting('mesh_salt_secret') -%}
    {{ return("secret(" ~ mesh_commons._literal(scope['scope']) ~ ", " ~ mesh_commons._literal(scope['key']) ~ ")") }}
{% endmacro %}
