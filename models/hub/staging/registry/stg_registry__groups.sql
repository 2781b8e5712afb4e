{%- set rows = [] -%}
{%- for domain in mesh_commons._registry() -%}
    {%- for group in domain['groups'] -%}
        {%- do rows.append([domain['name'], group['project'], group['group'], domain['warehouse']]) -%}
    {%- endfor -%}
{%- endfor -%}

with

final as (
    {{ mesh_commons._rows_as_select(['domain', 'project_name', 'group_name', 'warehouse'], rows) }}
)

select * from final
