{%- set rows = [] -%}
{%- for domain in mesh_commons._registry() -%}
    {%- for project in domain['projects'] -%}
        {%- do rows.append([domain['name'], project, domain['warehouse']]) -%}
    {%- endfor -%}
{%- endfor -%}

with

final as (
    {{ mesh_commons._rows_as_select(['domain', 'project_name', 'warehouse'], rows) }}
)

select * from final
