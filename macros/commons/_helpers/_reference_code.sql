{% macro _reference_code(reference, code_column, default, used_by) %}
    {#- The column of a reference that holds the code: as said, else the key of the shared table, else the default. -#}
    {%- set keys = mesh_commons._reference_keys() -%}
    {%- set column = code_column or (keys.get(reference, default) if reference is string else default) -%}
    {%- if column is none -%}
        {{ exceptions.raise_compiler_error(
            used_by ~ ": which column of " ~ reference ~ " holds the code? Name it as code_column."
        ) }}
    {%- endif -%}
    {{ return(column) }}
{% endmacro %}
