with

exposures as (
    select * from {{ ref('stg_evaluator__stg_exposures') }}
),

final as (
    select
        project_name,
        unique_id,
        nullif(exposure_type, '') as exposure_type,
        nullif(maturity, '') as maturity,
        nullif(url, '') as url,
        cast(null as {{ dbt.type_string() }}) as label
    from exposures
)

select * from final
