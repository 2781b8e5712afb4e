{%- set type_head = dbt.split_part(dbt.split_part('type_text', "'('", 1), "'<'", 1) -%}
{#- What stands behind the brackets of `timestamp(6) without time zone`. -#}
{%- set type_tail = dbt.split_part('type_text', "')'", 2) -%}
{%- set type_arguments = dbt.split_part(dbt.split_part('type_text', "'('", 2), "')'", 1) -%}

with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

columns as (
    select * from {{ ref('dim_mesh__columns') }}
),

key_columns as (
    select * from {{ ref('int_mesh__key_columns') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

column_names as (
    select * from {{ ref('mesh_column_names') }}
),

type_families as (
    select * from {{ ref('mesh_type_families') }}
),

-- of the versions of a model the latest speaks: the others are what was
numbered_products as (
    select
        project_name,
        unique_id,
        domain,
        row_number() over (
            partition by project_name, name, case when version is null then unique_id end
            order by case when version = latest_version then 0 else 1 end, unique_id desc
        ) as version_number
    from data_products
),

product_columns as (
    select
        numbered_products.domain,
        numbered_products.project_name,
        numbered_products.unique_id,
        columns.column_name,
        lower(columns.column_name) as column_key,
        nullif(trim(columns.data_type), '') as data_type,
        lower(nullif(trim(columns.data_type), '')) as type_text,
        columns.description
    from numbered_products
    inner join columns
        on
            numbered_products.project_name = columns.project_name
            and numbered_products.unique_id = columns.unique_id
    where numbered_products.version_number = 1
),

shared_names as (
    select column_key
    from product_columns
    group by column_key
    having min(domain) <> max(domain)
),

said_of_names as (
    select
        shared_names.column_key,
        max(case when column_names.says = 'generic' then 1 else 0 end) as is_generic,
        max(case when column_names.says = 'key' then 1 else 0 end) as is_key,
        max(case when column_names.says = 'measure' then 1 else 0 end) as is_measure
    from shared_names
    inner join column_names
        on
            {{ mesh_commons._is_named(
                'shared_names.column_key', 'column_names.matched_by', 'column_names.matched_text'
            ) }}
    group by shared_names.column_key
),

shared_columns as (
    select
        product_columns.*,
        coalesce(projects.adapter_type, '') as adapter_type,
        key_columns.column_key is not null as is_tested_key,
        coalesce(said_of_names.is_key, 0) as is_named_key,
        coalesce(said_of_names.is_measure, 0) as is_named_measure
    from product_columns
    inner join projects
        on product_columns.project_name = projects.project_name
    inner join shared_names
        on product_columns.column_key = shared_names.column_key
    left join said_of_names
        on product_columns.column_key = said_of_names.column_key
    left join key_columns
        on
            product_columns.project_name = key_columns.project_name
            and product_columns.unique_id = key_columns.unique_id
            and product_columns.column_key = key_columns.column_key
    where coalesce(said_of_names.is_generic, 0) = 0
),

-- the name of each type without what stands in brackets, and its scale
types as (
    select distinct
        adapter_type,
        type_text,
        case
            when type_text like '%]' then 'array'
            when type_text like '%<%' then trim({{ type_head }})
            else trim({{ dbt.concat([type_head, "coalesce(" ~ type_tail ~ ", '')"]) }})
        end as type_name,
        nullif({{ type_arguments }}, '') as type_arguments,
        nullif(nullif(trim({{ dbt.split_part(type_arguments, "','", 2) }}), ''), '0') as scale
    from shared_columns
),

families as (
    select
        types.adapter_type,
        types.type_text,
        types.type_arguments,
        types.scale,
        coalesce(families_there.family, families_anywhere.family) as family
    from types
    left join type_families as families_there
        on
            types.type_name = families_there.type_name
            and types.adapter_type = families_there.adapter_type
    left join type_families as families_anywhere
        on
            types.type_name = families_anywhere.type_name
            and families_anywhere.adapter_type = 'any'
),

final as (
    select
        shared_columns.column_key,
        shared_columns.domain,
        shared_columns.project_name,
        shared_columns.unique_id,
        shared_columns.column_name,
        shared_columns.data_type,
        case
            when coalesce(families.family, '') <> 'number' then families.family
            when families.scale is not null then 'decimal'
            when families.type_arguments is not null then 'integer'
            else families.family
        end as type_family,
        shared_columns.description,
        -- what is a key in one place is one in all
        max(case when shared_columns.is_tested_key then 1 else shared_columns.is_named_key end) over (
            partition by shared_columns.column_key
        ) = 1 as is_key,
        shared_columns.is_named_measure = 1 as is_measure
    from shared_columns
    left join families
        on
            shared_columns.adapter_type = families.adapter_type
            and shared_columns.type_text = families.type_text
)

select * from final
