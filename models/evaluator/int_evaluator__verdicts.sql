{{ config(materialized='table') }}

with

verdicts as (
    {%- for rule, columns in mesh_commons._evaluator_rule_columns().items() %}
    select
        project_name,
        evaluator_version,
        loaded_at,
        '{{ rule }}' as rule,
        cast({{ columns[0] }} as {{ dbt.type_string() }}) as resource_name,
        cast({{ columns[1] }} as {{ dbt.type_string() }}) as resource_type,
        cast({{ columns[2] }} as {{ dbt.type_string() }}) as related_name,
        cast({{ columns[3] }} as {{ dbt.type_string() }}) as related_type,
        cast({{ columns[4] }} as {{ dbt.type_string() }}) as detail
    from {{ ref('stg_evaluator__' ~ rule) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- one pair of models may be joined by several chains of views; the pair is the finding
final as (
    select distinct *
    from verdicts
)

select * from final
