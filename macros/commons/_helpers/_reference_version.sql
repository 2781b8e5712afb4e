{% macro _reference_version(reference, version_column, used_by) %}
    {#- The column of a reference that holds its version: as said, else that of the shared tables, else `version`. -#}
    {%- if reference == 'calendar' and version_column is none -%}
        {{ exceptions.raise_compiler_error(
            used_by ~ ": the calendar is computed and has no version. Use conforms_to_reference, or another reference."
        ) }}
    {%- endif -%}
    {{ return(version_column or ('source_version' if reference is string else 'version')) }}
{% endmacro %}
