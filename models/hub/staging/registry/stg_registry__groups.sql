{%- set rows = [] -%}
{%- for domain in mesh_commons._registry() -%}
    {%- for group in domain['groups'] -%}
        {%- do rows.append([domain['name'], group['project'], group['group']]) -%}
    {%- endfor -%}
{%- endfor -%}

with

final as (
    {{ mesh_commons._rows_as_select(['domain', 'project_name', 'group_name'], rows) }}
)

select * from final
