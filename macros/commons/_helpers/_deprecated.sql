{% macro _deprecated(macro, replacement, end_date) %}
    {#-
        Called first thing by a macro that is going away. Every node has a Jinja context of its own; the one thing
        that all nodes of a run share is dbt's `graph`, so the note "has been said" is kept there, and only that.
    -#}
    {%- if not modules.re.match('^[0-9]{4}-[0-9]{2}-[0-9]{2}$', end_date | string) -%}
        {{ exceptions.raise_compiler_error(
            "_deprecated: the end date of '" ~ macro ~ "' is '" ~ end_date ~ "'. Write it as YYYY-MM-DD."
        ) }}
    {%- endif -%}
    {%- set is_past = run_started_at.strftime('%Y-%m-%d') > end_date | string -%}
    {%- set message = macro ~ ": deprecated" ~ (
        ", and past its end date " if is_past else "; it works as before until "
    ) ~ end_date ~ ". Use " ~ replacement ~ " instead." -%}
    {%- if is_past and mesh_commons._setting('mesh_fail_on_expired_macros') -%}
        {{ exceptions.raise_compiler_error(message) }}
    {%- endif -%}
    {%- if execute -%}
        {%- set this_call = [] -%}
        {%- set said = graph.setdefault('mesh_commons_deprecations', {}) -%}
        {%- if said.setdefault(macro, this_call) is sameas this_call -%}
            {%- do exceptions.warn(message) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
