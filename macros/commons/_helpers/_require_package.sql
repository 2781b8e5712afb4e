{% macro _require_package(package, used_by) %}
    {#- A clear word where a macro leans on a package that the project has not installed. -#}
    {%- if package not in context -%}
        {{ exceptions.raise_compiler_error(
            used_by ~ ": needs the package " ~ package ~ ", which '" ~ project_name
            ~ "' has not installed. Add dbt-labs/" ~ package ~ " to its packages.yml and run 'dbt deps'."
        ) }}
    {%- endif -%}
{% endmacro %}
