with

found_columns as (
    select * from {{ ref('stg_evaluator__columns') }}
),

final as (
    select
        domain,
        project_name,
        relation_name,
        relation_kind,
        database_name,
        schema_name,
        identifier,
        is_built_here,
        is_used,
        is_declared,
        declared_version,
        count(column_name) as column_count,
        count(column_name) > 0 as is_found
    from found_columns
    group by
        domain,
        project_name,
        relation_name,
        relation_kind,
        database_name,
        schema_name,
        identifier,
        is_built_here,
        is_used,
        is_declared,
        declared_version
)

select * from final
