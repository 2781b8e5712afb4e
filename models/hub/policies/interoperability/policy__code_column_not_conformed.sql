{#- The name that `meta: {mesh: {reference: currencies}}` has in the JSON text of `mesh`. -#}
{%- set stated_reference = dbt.split_part(dbt.split_part('meta_value', "'\"reference\":\"'", 2), "'\"'", 1) -%}
{#- What may stand before the name of a table that is the same one in another layer, as in `dim_languages`. -#}
{%- set name_beginnings = ['.', '__', '.dim_', '.ref_', '.seed_'] -%}

with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

columns as (
    select * from {{ ref('dim_mesh__columns') }}
),

meta as (
    select * from {{ ref('stg_artifacts__meta') }}
),

column_names as (
    select * from {{ ref('mesh_column_names') }}
),

proofs as (
    select * from {{ ref('int_mesh__proofs') }}
),

evidence_gaps as (
    select * from {{ ref('int_mesh__evidence_gaps') }}
),

-- where tests were not gathered, none is known, which is not to say that there is none
unknown_projects as (
    select distinct project_name
    from evidence_gaps
    where evidence in ('tests', 'resources') and counterpart_project_name is null
),

product_columns as (
    select
        data_products.domain,
        data_products.project_name,
        data_products.unique_id,
        columns.column_name,
        lower(columns.column_name) as column_key
    from data_products
    inner join columns
        on
            data_products.project_name = columns.project_name
            and data_products.unique_id = columns.unique_id
    left join unknown_projects
        on data_products.project_name = unknown_projects.project_name
    where unknown_projects.project_name is null
),

-- what is no text, such as null, says that the column holds no codes, whatever its name; what a model says of itself
-- is of no column, and joins none
marked_columns as (
    select
        project_name,
        unique_id,
        column_name,
        lower(coalesce({{ stated_reference }}, '')) as reference
    from meta
    where meta_key = 'mesh' and meta_value like '%"reference":%'
),

distinct_names as (
    select distinct column_key
    from product_columns
),

ranked_names as (
    select
        distinct_names.column_key,
        column_names.reference,
        row_number() over (
            partition by distinct_names.column_key
            order by length(column_names.matched_text) desc, column_names.reference asc
        ) as name_number
    from distinct_names
    inner join column_names
        on
            column_names.says = 'code'
            and {{ mesh_commons._is_named(
                'distinct_names.column_key', 'column_names.matched_by', 'column_names.matched_text'
            ) }}
),

code_columns as (
    select
        product_columns.domain,
        product_columns.project_name,
        product_columns.unique_id,
        product_columns.column_name,
        product_columns.column_key,
        case when marked_columns.column_name is null then 'named' else 'marked' end as condition,
        case
            when marked_columns.column_name is null then lower(ranked_names.reference)
            else nullif(marked_columns.reference, '')
        end as reference
    from product_columns
    left join marked_columns
        on
            product_columns.project_name = marked_columns.project_name
            and product_columns.unique_id = marked_columns.unique_id
            and product_columns.column_name = marked_columns.column_name
    left join ranked_names
        on
            product_columns.column_key = ranked_names.column_key
            and ranked_names.name_number = 1
),

-- also a test that only warns, or looks at some of the rows, holds codes to what they should be
told_arguments as (
    select
        project_name,
        unique_id,
        column_key,
        proves,
        {{ mesh_commons._without_columns("lower(coalesce(arguments, ''))") }} as arguments
    from proofs
    where proves in ('refers', 'values')
),

told_tables as (
    select
        project_name,
        unique_id,
        column_key,
        proves,
        {{ mesh_commons._table_names('arguments') }} as table_names
    from told_arguments
),

-- a list of values is one that somebody has looked at; a table has to be the one that is meant: `pages_by_languages` is
-- another one than `languages`
conformed_columns as (
    select distinct
        code_columns.project_name,
        code_columns.unique_id,
        code_columns.column_key
    from code_columns
    inner join told_tables
        on
            code_columns.project_name = told_tables.project_name
            and code_columns.unique_id = told_tables.unique_id
            and code_columns.column_key = told_tables.column_key
    where
        told_tables.proves = 'values'
        {%- for beginning in name_beginnings %}
        or {{ dbt.position(
            dbt.concat(["'" ~ beginning ~ "'", 'code_columns.reference', "'\"'"]), 'told_tables.table_names'
        ) }} > 0
        {%- endfor %}
),

final as (
    select
        code_columns.condition,
        code_columns.domain,
        code_columns.project_name,
        code_columns.unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        code_columns.column_key,
        code_columns.column_name,
        code_columns.reference
    from code_columns
    left join conformed_columns
        on
            code_columns.project_name = conformed_columns.project_name
            and code_columns.unique_id = conformed_columns.unique_id
            and code_columns.column_key = conformed_columns.column_key
    where code_columns.reference is not null and conformed_columns.unique_id is null
)

select * from final
