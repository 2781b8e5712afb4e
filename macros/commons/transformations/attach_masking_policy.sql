{% macro attach_masking_policy(relation, column, policy) %}
    {%- if not modules.re.match('^[A-Za-z_][A-Za-z0-9_$]*([.][A-Za-z_][A-Za-z0-9_$]*){0,2}$', policy) -%}
        {{ exceptions.raise_compiler_error(
            "attach_masking_policy: policy is '" ~ policy ~ "'. Give its name, such as governance.mask_email."
        ) }}
    {%- endif -%}
    {{ return(adapter.dispatch('attach_masking_policy', 'mesh_commons')(relation, column, policy)) }}
{% endmacro %}

{% macro default__attach_masking_policy(relation, column, policy) %}
    {{ exceptions.raise_compiler_error(
        "attach_masking_policy: " ~ target.type ~ " has no masking policy for '" ~ column ~ "' of " ~ relation
        ~ ". Mask the column itself with hash_personal_data, mask_email or mask_text, or leave it out."
    ) }}
{% endmacro %}

{#- A column has one policy at most, and `force` replaces it: the hook runs after every build. -#}
{% macro snowflake__attach_masking_policy(relation, column, policy) %}
    {{ return(
        "alter " ~ ("view" if relation.is_view else "table") ~ " " ~ relation ~ " modify column " ~ column
        ~ " set masking policy " ~ policy ~ " force"
    ) }}
{% endmacro %}

{% macro databricks__attach_masking_policy(relation, column, policy) %}
    {{ return("alter table " ~ relation ~ " alter column " ~ column ~ " set mask " ~ policy) }}
{% endmacro %}

{#- BigQuery's policy tags are a column's config in dbt, and dbt applies them itself. -#}
{% macro bigquery__attach_masking_policy(relation, column, policy) %}
    {{ exceptions.raise_compiler_error(
        "attach_masking_policy: on BigQuery write policy_tags on the column '" ~ column ~ "' of " ~ relation
        ~ " in its YAML, with persist_docs for columns on. dbt applies them, and no hook is needed."
    ) }}
{% endmacro %}
