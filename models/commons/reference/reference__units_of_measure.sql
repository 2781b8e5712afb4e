with

units_of_measure as (
    select * from {{ ref('seed_reference__units_of_measure') }}
),

sources as (
    select * from {{ ref('reference__sources') }}
),

final as (
    select
        cast(units_of_measure.unit_code as {{ dbt.type_string() }}) as unit_code,
        cast(units_of_measure.unit_name as {{ dbt.type_string() }}) as unit_name,
        cast(units_of_measure.quantity_kind as {{ dbt.type_string() }}) as quantity_kind,
        cast(units_of_measure.si_unit_code as {{ dbt.type_string() }}) as si_unit_code,
        {{ mesh_commons._as_double('units_of_measure.si_factor') }} as si_factor,
        {{ mesh_commons._as_double('units_of_measure.si_offset') }} as si_offset,
        sources.source_version,
        sources.source_date
    from units_of_measure
    inner join sources
        on sources.reference_name = 'units_of_measure'
)

select * from final
