{%- set rows = [] -%}
{%- for domain in mesh_commons._registry() -%}
    {%- for project in domain['projects'] -%}
        {%- do rows.append([domain['name'], project]) -%}
    {%- endfor -%}
{%- endfor -%}

with

final as (
    {{ mesh_commons._rows_as_select(['domain', 'project_name'], rows) }}
)

select * from final
