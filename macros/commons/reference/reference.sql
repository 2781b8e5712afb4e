{% macro reference(name) %}
    {%- set names = mesh_commons._reference_keys() | list -%}
    {%- if name not in names -%}
        {{ exceptions.raise_compiler_error(
            "reference: no reference table '" ~ name ~ "'. Write one of: " ~ names | join(', ') ~ "."
        ) }}
    {%- endif -%}
    {%- set identifier = 'reference__' ~ name -%}
    {%- if mesh_commons._room() in ['reference', 'hub'] -%}
        {{ return(ref('mesh_commons', identifier)) }}
    {%- endif -%}
    {%- set relation = api.Relation.create(
        database=mesh_commons._setting('mesh_reference_database') or target.database,
        schema=mesh_commons._setting('mesh_reference_schema'),
        identifier=identifier,
    ) -%}
    {#- Only a run reads the table; `compile` has to work where there is no warehouse. -#}
    {%- if execute and flags.WHICH in ['run', 'build', 'test', 'snapshot'] and load_relation(relation) is none -%}
        {{ exceptions.raise_compiler_error(
            "reference: the table " ~ relation ~ " does not exist, or '" ~ target.name ~ "' may not read it. Let the hub "
            ~ "build it (dbt build in mesh_commons) and grant select on it, say where it is by the settings "
            ~ "mesh_reference_database and mesh_reference_schema, or build it here with the environment variable "
            ~ "DBT_MESH_COMMONS=reference."
        ) }}
    {%- endif -%}
    {{ return(relation) }}
{% endmacro %}
