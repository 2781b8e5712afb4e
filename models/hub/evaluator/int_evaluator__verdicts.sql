with

coverage as (
    select * from {{ ref('int_evaluator__coverage') }}
),

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

-- one pair of models may be joined by several chains or loops; the pair is the verdict
distinct_verdicts as (
    select distinct verdicts.*
    from verdicts
    inner join coverage
        on
            verdicts.project_name = coverage.project_name
            and verdicts.rule = coverage.relation_name
    -- another project's verdicts are none of this one, and without a graph a name is nobody's
    where coverage.is_judged
),

final as (
    select
        project_name,
        evaluator_version,
        loaded_at,
        rule,
        resource_name,
        resource_type,
        related_name,
        related_type,
        {{ dbt.listagg('detail', "', '", 'order by detail') }} as detail
    from distinct_verdicts
    group by
        project_name,
        evaluator_version,
        loaded_at,
        rule,
        resource_name,
        resource_type,
        related_name,
        related_type
)

select * from final
