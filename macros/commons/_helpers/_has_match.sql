{% macro _has_match(expression, pattern) %}
    {#- Whether the pattern occurs anywhere in the text. Patterns hold no backslash. -#}
    {{ return(adapter.dispatch('_has_match', 'mesh_commons')(expression, pattern)) }}
{% endmacro %}

{% macro default___has_match(expression, pattern) %}
    {{ return("(" ~ expression ~ " ~ '" ~ pattern ~ "')") }}
{% endmacro %}

{#- DuckDB's `~` wants the whole text to match. -#}
{% macro duckdb___has_match(expression, pattern) %}
    {{ return("regexp_matches(" ~ expression ~ ", '" ~ pattern ~ "')") }}
{% endmacro %}

{% macro bigquery___has_match(expression, pattern) %}
    {{ return("regexp_contains(" ~ expression ~ ", '" ~ pattern ~ "')") }}
{% endmacro %}

{#- Snowflake's `rlike` wants the whole text to match. -#}
{% macro snowflake___has_match(expression, pattern) %}
    {{ return("(regexp_instr(" ~ expression ~ ", '" ~ pattern ~ "') > 0)") }}
{% endmacro %}

{% macro spark___has_match(expression, pattern) %}
    {{ return("(" ~ expression ~ " rlike '" ~ pattern ~ "')") }}
{% endmacro %}
