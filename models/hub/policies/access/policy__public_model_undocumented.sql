{%- set placeholders = [
    'todo', 'tobedone', 'tbd', 'tobedefined', 'tobedetermined', 'tba', 'fixme', 'wip', 'comingsoon', 'na', 'none',
    'null', 'xxx', 'test', 'description', 'nodescription', 'undocumented', 'placeholder'
] -%}
{#- What is no letter of any word, so that `N/A`, `tbd...` and `- TODO -` are placeholders too. -#}
{%- set marks = "' .-_/:!?<>()*#`' || chr(9) || chr(10) || chr(13) || chr(160)" -%}

with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

columns as (
    select * from {{ ref('dim_mesh__columns') }}
),

tightened_policies as (
    select * from {{ ref('int_mesh__tightened_policies') }}
),

policies as (
    select * from {{ ref('int_mesh__policies_in_force') }}
),

evidence_gaps as (
    select * from {{ ref('int_mesh__evidence_gaps') }}
),

-- other thresholds may be no numbers
thresholds as (
    select case when condition = 'short' then cast(threshold as {{ dbt.type_int() }}) end as threshold
    from policies
    where policy_id = 'public_model_undocumented' and condition = 'short'
),

textless_projects as (
    select distinct project_name
    from evidence_gaps
    where evidence = 'descriptions' and counterpart_project_name is null
),

projects_that_lost_columns as (
    select distinct project_name
    from evidence_gaps
    where evidence in ('columns', 'resources') and counterpart_project_name is null
),

-- where texts were not gathered, none is known, which is not to say that there is none
products as (
    select data_products.*
    from data_products
    left join textless_projects
        on data_products.project_name = textless_projects.project_name
    where textless_projects.project_name is null
),

texts as (
    select
        project_name,
        unique_id,
        cast(null as {{ dbt.type_string() }}) as column_name,
        name,
        description
    from products
    union all
    select
        columns.project_name,
        columns.unique_id,
        columns.column_name,
        columns.column_name as name,
        columns.description
    from columns
    inner join products
        on
            columns.project_name = products.project_name
            and columns.unique_id = products.unique_id
),

folded_texts as (
    select
        project_name,
        unique_id,
        column_name,
        translate(lower(description), {{ marks }}, '') as folded_text,
        translate(lower(name), {{ marks }}, '') as folded_name,
        {{ dbt.length(mesh_commons._trim_space('description')) }} as character_count
    from texts
),

judged_texts as (
    select
        project_name,
        unique_id,
        column_name,
        character_count,
        case
            when coalesce(folded_text, '') = '' then 'missing'
            when folded_text in ({{ mesh_commons._quoted_list(placeholders) }}) or folded_text = folded_name
                then 'placeholder'
        end as fault
    from folded_texts
),

faulty_columns as (
    select
        project_name,
        unique_id,
        column_name,
        row_number() over (partition by project_name, unique_id order by column_name) as column_number
    from judged_texts
    where column_name is not null and fault is not null
),

column_lists as (
    select
        project_name,
        unique_id,
        {{ dbt.listagg('column_name', "', '", 'order by column_number') }} as first_columns
    from faulty_columns
    where column_number <= 10
    group by project_name, unique_id
),

column_counts as (
    select
        project_name,
        unique_id,
        max(column_number) as column_count
    from faulty_columns
    group by project_name, unique_id
),

-- a short text is no fault of the column: `Customer's e-mail address.` says all there is to say
faults as (
    select
        judged_texts.project_name,
        judged_texts.unique_id,
        'model' as condition,
        cast(null as {{ dbt.type_string() }}) as column_list
    from judged_texts
    where judged_texts.column_name is null and judged_texts.fault is not null
    union all
    select
        judged_texts.project_name,
        judged_texts.unique_id,
        'short' as condition,
        cast(null as {{ dbt.type_string() }}) as column_list
    from judged_texts
    left join tightened_policies
        on
            judged_texts.project_name = tightened_policies.project_name
            and judged_texts.unique_id = tightened_policies.unique_id
            and tightened_policies.policy_id = 'public_model_undocumented'
            and tightened_policies.condition = 'short'
    inner join thresholds
        on judged_texts.character_count < coalesce(tightened_policies.threshold, thresholds.threshold)
    where
        judged_texts.column_name is null
        and judged_texts.fault is null
    union all
    select
        column_lists.project_name,
        column_lists.unique_id,
        'columns' as condition,
        {{ dbt.concat([
            'column_lists.first_columns', "case when column_counts.column_count > 10 then ', ...' else '' end"
        ]) }} as column_list
    from column_lists
    inner join column_counts
        on
            column_lists.project_name = column_counts.project_name
            and column_lists.unique_id = column_counts.unique_id
    union all
    select
        products.project_name,
        products.unique_id,
        'columns' as condition,
        'none is listed' as column_list
    from products
    left join projects_that_lost_columns
        on products.project_name = projects_that_lost_columns.project_name
    where
        products.column_count = 0
        and projects_that_lost_columns.project_name is null
),

final as (
    select
        faults.condition,
        products.domain,
        products.project_name,
        products.unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        faults.column_list
    from faults
    inner join products
        on
            faults.project_name = products.project_name
            and faults.unique_id = products.unique_id
)

select * from final
