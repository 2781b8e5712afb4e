with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

columns as (
    select * from {{ ref('dim_mesh__columns') }}
),

statements as (
    select * from {{ ref('int_mesh__personal_statements') }}
),

personal_data as (
    select * from {{ ref('mesh_personal_data') }}
),

model_statements as (
    select *
    from statements
    where column_key is null
),

column_statements as (
    select *
    from statements
    where column_key is not null
),

-- what is said of a model is of those columns of which something is said
told_models as (
    select
        project_name,
        unique_id,
        max(case when is_personal then 1 else 0 end) = 1 as is_told_personal
    from column_statements
    where is_personal or is_masked
    group by project_name, unique_id
),

product_columns as (
    select
        data_products.project_name,
        data_products.unique_id,
        columns.column_name,
        lower(columns.column_name) as column_key,
        {{ mesh_commons._unnumbered('lower(columns.column_name)') }} as name_key
    from data_products
    inner join columns
        on
            data_products.project_name = columns.project_name
            and data_products.unique_id = columns.unique_id
),

distinct_names as (
    select distinct name_key
    from product_columns
),

-- what a name tells is a guess: that of a company's address is its own affair
personal_names as (
    select distinct_names.name_key
    from distinct_names
    inner join personal_data
        on
            personal_data.matched_by in ('name', 'beginning', 'ending')
            and {{ mesh_commons._is_named(
                'distinct_names.name_key', 'personal_data.matched_by', 'personal_data.matched_text'
            ) }}
    group by distinct_names.name_key
    having min(personal_data.says) = 'personal'
),

-- what is said of a column counts before what is said of its model, and that before its name; what is left out of the
-- mask of its model is what that says of itself, unless it says of which columns
judged_columns as (
    select
        product_columns.project_name,
        product_columns.unique_id,
        product_columns.column_name,
        case
            when coalesce(column_statements.is_masked, model_statements.is_masked, false) then null
            when column_statements.is_personal then column_statements.said_by
            when not column_statements.is_personal then null
            when not model_statements.is_personal then null
            when
                model_statements.is_personal
                and (
                    told_models.unique_id is null
                    or (model_statements.is_masked and not told_models.is_told_personal)
                )
                then case when model_statements.is_masked then model_statements.said_by end
            when personal_names.name_key is not null then 'name'
        end as classified_by
    from product_columns
    left join column_statements
        on
            product_columns.project_name = column_statements.project_name
            and product_columns.unique_id = column_statements.unique_id
            and product_columns.column_key = column_statements.column_key
    left join model_statements
        on
            product_columns.project_name = model_statements.project_name
            and product_columns.unique_id = model_statements.unique_id
    left join told_models
        on
            product_columns.project_name = told_models.project_name
            and product_columns.unique_id = told_models.unique_id
    left join personal_names
        on product_columns.name_key = personal_names.name_key
),

classified_columns as (
    select
        project_name,
        unique_id,
        case when classified_by = 'name' then 'by_name' else 'stated' end as condition,
        column_name,
        {{ dbt.concat(['column_name', "' ('", 'classified_by', "')'"]) }} as classified_column
    from judged_columns
    where classified_by is not null
),

numbered as (
    select
        project_name,
        unique_id,
        condition,
        classified_column,
        row_number() over (partition by project_name, unique_id, condition order by column_name) as column_number
    from classified_columns
),

faults as (
    select
        project_name,
        unique_id,
        condition,
        {{ dbt.listagg(
            "case when column_number > 10 then '...' else classified_column end", "', '", 'order by column_number'
        ) }} as column_list
    from numbered
    where column_number <= 11
    group by project_name, unique_id, condition
    union all
    select
        model_statements.project_name,
        model_statements.unique_id,
        'model' as condition,
        model_statements.said_by as column_list
    from model_statements
    left join told_models
        on
            model_statements.project_name = told_models.project_name
            and model_statements.unique_id = told_models.unique_id
    where
        model_statements.is_personal
        and not coalesce(model_statements.is_masked, false)
        and told_models.unique_id is null
),

final as (
    select
        faults.condition,
        data_products.domain,
        data_products.project_name,
        data_products.unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        faults.column_list
    from faults
    inner join data_products
        on
            faults.project_name = data_products.project_name
            and faults.unique_id = data_products.unique_id
)

select * from final
