{% macro _relation_key(database, schema, identifier) %}
    {#- One comparable text per relation: lower case, every part quoted, so that names with dots stay apart. -#}
    case
        when {{ identifier }} is not null and {{ schema }} is not null
            then lower({{ dbt.concat([
                "'\"'", "coalesce(" ~ database ~ ", '')", "'\".\"'", schema, "'\".\"'", identifier, "'\"'"
            ]) }})
    end
{% endmacro %}
