{% macro _is_named(column_key, matched_by, matched_text) %}
    {#- Whether the lower-case name of a column is this text, or begins or ends with it as whole words. -#}
    (
        {{ column_key }} = {{ matched_text }}
        or (
            {{ matched_by }} = 'ending'
            and {{ dbt.right(column_key, 'length(' ~ matched_text ~ ') + 1') }}
            = {{ dbt.concat(["'_'", matched_text]) }}
        )
        or (
            {{ matched_by }} = 'beginning'
            and substr({{ column_key }}, 1, length({{ matched_text }}) + 1) = {{ dbt.concat([matched_text, "'_'"]) }}
        )
    )
{%- endmacro %}
