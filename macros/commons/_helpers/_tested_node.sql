{% macro _tested_node(test) %}
    {#- What a generic test stands on, as dbt's graph has it. dbt names it for models, seeds and snapshots, not for sources. -#}
    {%- if not execute -%}
        {{ return(none) }}
    {%- endif -%}
    {%- set sources = test['depends_on'].get('nodes', []) | select('in', graph.sources) | list -%}
    {{ return(graph.nodes.get(test.get('attached_node')) or (graph.sources[sources[0]] if sources | length == 1 else none)) }}
{% endmacro %}
