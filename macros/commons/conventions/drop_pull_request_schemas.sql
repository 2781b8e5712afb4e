{% macro drop_pull_request_schemas(older_than_days, dry_run=true, project=none) %}
    {%- if older_than_days is not integer or older_than_days < 1 -%}
        {{ exceptions.raise_compiler_error(
            "drop_pull_request_schemas: older_than_days is '" ~ older_than_days ~ "'. Give a whole number of days, 1 or more."
        ) }}
    {%- endif -%}
    {%- if dry_run is not boolean -%}
        {{ exceptions.raise_compiler_error(
            "drop_pull_request_schemas: dry_run is '" ~ dry_run ~ "'. Give true or false, without quotes."
        ) }}
    {%- endif -%}
    {%- set found = mesh_commons._pull_request_schemas(older_than_days, project or project_name) -%}
    {%- for schema in found -%}
        {%- set relation = api.Relation.create(
            database=target.database,
            schema=schema['name'],
            quote_policy={'database': true, 'schema': true}
        ) -%}
        {%- if not dry_run -%}
            {%- do adapter.drop_schema(relation.without_identifier()) -%}
        {%- endif -%}
        {{ log(
            ("would drop " if dry_run else "dropped ") ~ relation.without_identifier() ~ ", "
            ~ schema['age_in_days'] ~ " days old",
            info=true
        ) }}
    {%- endfor -%}
    {{ log(
        "drop_pull_request_schemas: " ~ found | length ~ (" to drop. Run again with dry_run: false to drop them."
        if dry_run and found else " to drop." if dry_run else " dropped."),
        info=true
    ) }}
    {{ return(found | map(attribute='name') | list) }}
{% endmacro %}
