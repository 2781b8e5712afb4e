{% macro _registry_error(where, problem, remedy) %}
    {{ exceptions.raise_compiler_error(
        where ~ " " ~ problem ~ ". " ~ remedy ~ " (macros/settings/_settings.yml explains the registry)."
    ) }}
{% endmacro %}
