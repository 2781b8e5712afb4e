{% macro _evaluator_built_here() %}
    {#-
        The evaluator's relations that this very invocation builds, as {relation name: Relation}: in a domain's
        pull request its own rows come from these. Empty in the hub, and where the evaluator is not installed.
        The `ref` puts the evaluator's models ahead of ours; one that the project has disabled must be named in
        the variable `mesh_evaluator_disabled`. A project with exceptions has a seed of its own in place of the
        evaluator's, which it has disabled; only one of that name can be enabled, so its package is not said.
    -#}
    {%- set built = {} -%}
    {%- set is_own_project = project_name != 'mesh_commons' -%}
    {%- if is_own_project and dbt_project_evaluator is defined and var('mesh_evaluator_built_here', true) -%}
        {%- for kind, names in mesh_commons.evaluator_relations().items() -%}
            {%- for name in names if name not in var('mesh_evaluator_disabled', []) -%}
                {%- set relation = ref(name) if kind == 'exception' else ref('dbt_project_evaluator', name) -%}
                {%- do built.update({name: relation}) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(built) }}
{% endmacro %}
