{% macro _evaluator_message(template, verdicts) %}
    {#- A rule's message as an SQL expression: the template with {resource}, {related} and {detail} filled in. -#}
    {%- set ns = namespace(message=template) -%}
    {%- for placeholder, column in {
        '{resource}': 'resource_name', '{related}': 'related_name', '{detail}': 'detail'
    }.items() -%}
        {%- set value = "coalesce(" ~ verdicts ~ "." ~ column ~ ", 'unknown')" -%}
        {%- set ns.message = dbt.replace(ns.message, "'" ~ placeholder ~ "'", value) -%}
    {%- endfor -%}
    {%- set plain = dbt.concat([verdicts ~ '.rule', "': '", "coalesce(" ~ verdicts ~ ".resource_name, 'unknown')"]) -%}
    coalesce({{ ns.message }}, {{ plain }})
{%- endmacro %}
