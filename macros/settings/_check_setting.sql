{% macro _check_setting(name, value) %}
    {#- Refuses a setting of the wrong kind: `in` a text would find its letters, and 'false' in quotes is true. -#}
    {%- set kind = {
        'mesh_production_targets': 'a list of texts',
        'mesh_reference_database': 'a text or none',
        'mesh_reference_schema': 'a text',
        'mesh_salt_function': 'a text or none',
        'mesh_salt_secret': 'a mapping',
        'mesh_fail_on_expired_macros': 'true or false',
        'mesh_fiscal_year_first_month': 'a whole number',
        'mesh_forbids_own_approvers': 'true or false',
        'mesh_max_distance': 'a whole number',
        'mesh_evaluator_schema': 'a text',
        'mesh_evaluator_missing': 'a text',
        'mesh_chained_views_threshold': 'a whole number',
        'mesh_models_fanout_threshold': 'a whole number',
    }.get(name) -%}
    {%- set is_list = value is sequence and value is not string and value is not mapping -%}
    {%- set is_right = {
        'a list of texts': is_list and value | reject('string') | list == [],
        'a text': value is string,
        'a text or none': value is string or value is none,
        'a mapping': value is mapping,
        'true or false': value is boolean,
        'a whole number': value is integer and value is not boolean,
    }.get(kind, true) -%}
    {%- if name == 'mesh_meta_keys' -%}
        {%- do mesh_commons._checked_meta_keys(value) -%}
    {%- endif -%}
    {%- if not is_right -%}
        {%- do mesh_commons._registry_error(
            name, "is '" ~ value ~ "', not " ~ kind, "Mend it in mesh_settings.sql, or where a variable says otherwise"
        ) -%}
    {%- endif -%}
{% endmacro %}
