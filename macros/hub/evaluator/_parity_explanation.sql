{% macro _parity_explanation(difference, resource) %}
    {#-
        Why a difference between artifacts and evaluator is right, as an SQL expression; null where it is not known
        to be. This is the one list of what the two routes may differ in.
    -#}
    case
        when
            {{ difference }}.difference = 'only_in_evaluator'
            and {{ difference }}.unique_id like 'operation.%'
            then 'The shared schema keeps no on-run hooks.'
        when {{ resource }}.package_name = 'dbt_project_evaluator' then 'The evaluator leaves itself out.'
        when
            {{ difference }}.difference = 'only_in_artifacts'
            and {{ resource }}.resource_type in ('unit_test', 'semantic_model', 'saved_query', 'function')
            then 'The evaluator knows nodes, sources, exposures and metrics only.'
        when
            {{ difference }}.fact_kind = 'relationship'
            and {{ difference }}.difference = 'only_in_artifacts'
            and {{ resource }}.resource_type not in ('model', 'snapshot', 'test', 'exposure', 'metric')
            then 'The evaluator keeps the parents of models, snapshots, tests, exposures and metrics only.'
        when
            {{ difference }}.fact_kind = 'column'
            and {{ difference }}.difference = 'only_in_artifacts'
            and {{ resource }}.resource_type not in ('model', 'seed', 'snapshot', 'source', 'analysis', 'test')
            then 'The evaluator lists columns of nodes and sources only.'
        when
            {{ difference }}.fact = 'is_described' and {{ resource }}.resource_type = 'test'
            then 'Tests carry a generated description.'
        when {{ difference }}.is_built_here
            then 'The evaluator shows what this run builds, the artifacts what was gathered before.'
    end
{%- endmacro %}
