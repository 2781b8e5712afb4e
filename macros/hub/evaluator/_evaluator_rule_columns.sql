{% macro _evaluator_rule_columns() %}
    {#-
        How each rule relation names what a finding is about: [resource, its type, second resource, its type,
        detail], each an SQL expression over the relation, or `null`. Without a type the name may be any resource's,
        models first; `relation` and `source name` are no resource's type: they stand for none, or for several sources.
    -#}
    {%- set described = dbt.concat([
        'cast(total_described_columns as ' ~ dbt.type_string() ~ ')', "' of '",
        'cast(total_defined_columns as ' ~ dbt.type_string() ~ ')', "' columns'",
        "case when is_described then '' else ', and not the model itself' end",
    ]) -%}
    {%- set materialization = 'coalesce(parent_model_materialization, parent_resource_type)' -%}
    {{ return({
        'fct_chained_views_dependencies': ['child', "'model'", 'parent', 'null', 'distance'],
        'fct_direct_join_to_source': ['child', 'child_resource_type', 'parent', 'parent_resource_type', 'parent_resource_type'],
        'fct_duplicate_sources': ['source_db_location', "'relation'", 'null', 'null', 'source_names'],
        'fct_exposure_parents_materializations':
            ['exposure_name', "'exposure'", 'parent_resource_name', 'parent_resource_type', materialization],
        'fct_exposures_dependent_on_private_models':
            ['exposure_name', "'exposure'", 'parent_resource_name', 'parent_resource_type', 'parent_resource_type'],
        'fct_hard_coded_references': ['model', "'model'", 'null', 'null', 'hard_coded_references'],
        'fct_marts_or_intermediate_dependent_on_source':
            ['child', "'model'", 'parent', 'parent_resource_type', 'child_model_type'],
        'fct_missing_primary_key_tests': ['resource_name', 'resource_type', 'null', 'null', 'resource_type'],
        'fct_model_directories': ['resource_name', 'resource_type', 'null', 'null', 'change_file_path_to'],
        'fct_model_fanout': ['parent', 'null', 'null', 'null', 'leaf_children'],
        'fct_model_naming_conventions': ['resource_name', "'model'", 'null', 'null', 'appropriate_prefixes'],
        'fct_multiple_sources_joined': ['child', "'model'", 'null', 'null', 'source_parents'],
        'fct_public_models_without_contract': ['resource_name', "'model'", 'null', 'null', 'null'],
        'fct_rejoining_of_upstream_concepts': ['child', 'null', 'parent', 'null', 'parent_and_child'],
        'fct_root_models': ['child', "'model'", 'null', 'null', 'null'],
        'fct_source_directories': ['resource_name', "'source'", 'null', 'null', 'change_file_path_to'],
        'fct_source_fanout': ['parent', "'source'", 'null', 'null', 'model_children'],
        'fct_sources_without_freshness': ['resource_name', "'source'", 'null', 'null', 'null'],
        'fct_staging_dependent_on_marts_or_intermediate': ['child', "'model'", 'parent', "'model'", 'parent_model_type'],
        'fct_staging_dependent_on_staging': ['child', 'null', 'parent', 'null', 'null'],
        'fct_test_directories': ['test_name', "'test'", 'model_name', "'model'", 'change_test_directory_to'],
        'fct_too_many_joins': ['resource_name', "'model'", 'null', 'null', 'join_count'],
        'fct_undocumented_models': ['resource_name', "'model'", 'null', 'null', 'null'],
        'fct_undocumented_public_models': ['resource_name', "'model'", 'null', 'null', described],
        'fct_undocumented_source_tables': ['resource_name', "'source'", 'null', 'null', 'null'],
        'fct_undocumented_sources': ['source_name', "'source name'", 'null', 'null', 'null'],
        'fct_unused_sources': ['parent', "'source'", 'null', 'null', 'null'],
    }) }}
{% endmacro %}
