{%- set rows = [] -%}
{%- for domain in mesh_commons._registry() -%}
    {%- for key in ['member_groups', 'reader_groups'] -%}
        {%- for principal in domain[key] | unique -%}
            {%- do rows.append([domain['name'], principal, 'member' if key == 'member_groups' else 'reader']) -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endfor -%}

with

final as (
    {{ mesh_commons._rows_as_select(['domain', 'principal', 'role'], rows) }}
)

select * from final
