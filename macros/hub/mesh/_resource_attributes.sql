{% macro _resource_attributes() %}
    {#-
        What the mesh knows of a resource beside its key, by name: `both` are held by artifacts and by the evaluator's
        tables, `artifacts_only` (with their types) are null where a project is known by the latter. A new attribute
        of an artifact is named here, and selected in `dim_mesh__resources`.
    -#}
    {{ return({
        'both': [
            'resource_type', 'name', 'package_name', 'original_file_path', 'database_name', 'schema_name', 'identifier',
            'materialized', 'access', 'group_name', 'version', 'latest_version', 'deprecation_date',
            'is_contract_enforced', 'owner_name', 'owner_email', 'is_own', 'is_external',
        ],
        'artifacts_only': {
            'relation_name': dbt.type_string(),
            'description': dbt.type_string(),
            'language': dbt.type_string(),
            'checksum': dbt.type_string(),
            'event_time': dbt.type_string(),
            'custom_schema': dbt.type_string(),
        },
    }) }}
{% endmacro %}
