-- Constraints that stand under a column; the evaluator does not see those of a whole model.
with

declared_columns as (
    select * from {{ ref('stg_evaluator__stg_columns') }}
),

constraints as (
    {%- for type in ['not_null', 'unique', 'primary_key', 'foreign_key', 'check', 'custom'] %}
    select
        project_name,
        node_unique_id as unique_id,
        '{{ type }}' as constraint_type,
        name as column_name
    from declared_columns
    where constraints like '%"type": "{{ type }}"%'
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        project_name,
        unique_id,
        cast(
            row_number() over (partition by project_name, unique_id order by column_name, constraint_type)
            as {{ dbt.type_int() }}
        ) as constraint_index,
        constraint_type,
        cast(null as {{ dbt.type_string() }}) as constraint_name,
        column_name,
        cast(null as {{ dbt.type_string() }}) as expression
    from constraints
)

select * from final
