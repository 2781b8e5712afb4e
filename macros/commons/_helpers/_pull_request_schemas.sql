{% macro _pull_request_schemas(older_than_days, project) %}
    {#- The project's pull-request schemas that are older than so many days; never the one this run builds in. -#}
    {%- set today = run_started_at.date() -%}
    {%- set found = [] -%}
    {%- for name in mesh_commons._schema_names() -%}
        {%- set made_on = mesh_commons._pull_request_schema_date(name, project) -%}
        {%- if made_on is not none and name | lower != target.schema | lower -%}
            {%- set age_in_days = (today - made_on).days -%}
            {%- set is_own = env_var('MESH_PULL_REQUEST', '') and name | lower == mesh_commons._pull_request_schema() -%}
            {%- if age_in_days > older_than_days and not is_own -%}
                {%- do found.append({'name': name, 'age_in_days': age_in_days}) -%}
            {%- endif -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found | sort(attribute='name')) }}
{% endmacro %}
