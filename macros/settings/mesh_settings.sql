{#-
    The settings of the mesh: the one file that a company edits in its copy of this package. It travels with each
    release: the hub, every domain that upgrades, and the command `mesh` read it here.

    Values only: texts in quotes, numbers, true, false, none, [lists] and {'key': value}, a comma after each.
    `_settings.yml` beside this file explains every setting, and the registry (`mesh_domains`) with an example.
-#}
{% macro mesh_settings() %}
{{ return({
    'mesh_domains': [],

    'mesh_fiscal_year_first_month': 1,
    'mesh_production_targets': ['prod', 'production'],

    'mesh_reference_database': none,
    'mesh_reference_schema': 'mesh_hub',
    'mesh_calendar_first_day': '2000-01-01',
    'mesh_calendar_last_day': '2049-12-31',

    'mesh_salt_function': none,
    'mesh_salt_secret': {'scope': 'mesh', 'key': 'salt'},
    'mesh_fail_on_expired_macros': false,

    'mesh_meta_keys': [],
    'mesh_forbids_own_approvers': false,
    'mesh_max_distance': 1000,
    'mesh_evaluator_schema': '{project}_evaluator',
    'mesh_evaluator_missing': 'warn',
    'mesh_chained_views_threshold': 5,
    'mesh_models_fanout_threshold': 3,
}) }}
{% endmacro %}
