{% macro evaluator_relations() %}
    {#-
        The relations of dbt_project_evaluator 1.x that are unioned over the mesh, by their exact names.
        One entry per kind: 27 `rule` facts, 2 `metric` facts, the `core` tables, and the `exception` seed.
        Left out: `int_all_dag_relationships`, which lists every path where a mesh wants the shortest distance, and
        what nothing here reads, `int_model_test_summary` and `stg_metrics`.
    -#}
    {{ return({
        'rule': [
            'fct_chained_views_dependencies',
            'fct_direct_join_to_source',
            'fct_duplicate_sources',
            'fct_exposure_parents_materializations',
            'fct_exposures_dependent_on_private_models',
            'fct_hard_coded_references',
            'fct_marts_or_intermediate_dependent_on_source',
            'fct_missing_primary_key_tests',
            'fct_model_directories',
            'fct_model_fanout',
            'fct_model_naming_conventions',
            'fct_multiple_sources_joined',
            'fct_public_models_without_contract',
            'fct_rejoining_of_upstream_concepts',
            'fct_root_models',
            'fct_source_directories',
            'fct_source_fanout',
            'fct_sources_without_freshness',
            'fct_staging_dependent_on_marts_or_intermediate',
            'fct_staging_dependent_on_staging',
            'fct_test_directories',
            'fct_too_many_joins',
            'fct_undocumented_models',
            'fct_undocumented_public_models',
            'fct_undocumented_source_tables',
            'fct_undocumented_sources',
            'fct_unused_sources',
        ],
        'metric': ['fct_documentation_coverage', 'fct_test_coverage'],
        'core': [
            'int_all_graph_resources',
            'int_direct_relationships',
            'stg_columns',
            'stg_exposures',
            'stg_nodes',
            'stg_sources',
        ],
        'exception': ['dbt_project_evaluator_exceptions'],
    }) }}
{% endmacro %}
