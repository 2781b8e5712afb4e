{%- set rows = [] -%}
{%- for domain in mesh_commons._registry() -%}
    {%- do rows.append([domain['name'], domain['owner'].get('name'), domain['owner'].get('email')]) -%}
{%- endfor -%}

with

final as (
    {{ mesh_commons._rows_as_select(['domain', 'owner_name', 'owner_email'], rows) }}
)

select * from final
