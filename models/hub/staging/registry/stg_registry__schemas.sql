{%- set rows = [] -%}
{%- for domain in mesh_commons._registry() -%}
    {%- for schema in domain['schemas'] -%}
        {%- set parts = (schema | string).rsplit('.', 1) -%}
        {%- do rows.append([domain['name'], parts[0] | lower if parts | length > 1 else none, parts[-1] | lower, domain['warehouse']]) -%}
    {%- endfor -%}
{%- endfor -%}

with

final as (
    {{ mesh_commons._rows_as_select(['domain', 'database_name', 'schema_name', 'warehouse'], rows) }}
)

select * from final
