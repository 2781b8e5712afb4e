{%- set rows = [] -%}
{%- for entry in mesh_commons._checked_meta_keys(mesh_commons._setting('mesh_meta_keys')) -%}
    {%- for resource_type in entry['places'] or ['*'] -%}
        {%- for allowed_value in entry['values'] or ['*'] -%}
            {%- do rows.append([entry['key'], resource_type, allowed_value]) -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endfor -%}

with

final as (
    {{ mesh_commons._rows_as_select(['meta_key', 'resource_type', 'allowed_value'], rows) }}
)

select * from final
