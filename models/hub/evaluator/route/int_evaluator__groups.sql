with

resources as (
    select * from {{ ref('int_evaluator__resources') }}
),

final as (
    select distinct
        project_name,
        {{ dbt.concat(["'group.'", 'package_name', "'.'", 'group_name']) }} as unique_id,
        group_name,
        package_name,
        cast(null as {{ dbt.type_string() }}) as owner_name,
        cast(null as {{ dbt.type_string() }}) as owner_email,
        cast(null as {{ dbt.type_string() }}) as description
    from resources
    where group_name is not null and not is_external
)

select * from final
