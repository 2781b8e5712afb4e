{% macro _unmasked_personal_columns(tested, columns, except_columns) %}
    {#- Columns whose YAML says `meta.mesh.classification: personal` (or sensitive) and names no `meta.mesh.mask`. -#}
    {%- set wanted = (columns or []) | map('lower') | list -%}
    {%- set except = except_columns | map('lower') | list -%}
    {%- set unmasked = [] -%}
    {%- for name, column in (tested.columns if tested else {}).items() -%}
        {%- set meta = (column.get('config') or {}).get('meta') or column.get('meta') or {} -%}
        {%- set mesh = meta.get('mesh') or {} -%}
        {%- set is_tested = name | lower not in except and (not wanted or name | lower in wanted) -%}
        {%- if is_tested and mesh.get('classification') in ('personal', 'sensitive') and not mesh.get('mask') -%}
            {%- do unmasked.append(name) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(unmasked) }}
{% endmacro %}
