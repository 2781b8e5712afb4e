with

raw_reads as (
    select * from {{ ref('int_mesh__raw_reads') }}
),

registered_schemas as (
    select * from {{ ref('stg_registry__schemas') }}
),

-- where nobody owns any schema, the council has not begun to share them out: nothing is judged
schema_counts as (
    select count(*) as schema_count
    from registered_schemas
),

-- where it may be one that another project builds, that is not judged
unowned as (
    select raw_reads.*
    from raw_reads
    cross join schema_counts
    where
        schema_counts.schema_count > 0
        and not raw_reads.is_owned
        and raw_reads.schema_name is not null
        and raw_reads.possible_builder_project_name is null
),

-- one finding per schema, project and domain in it that reads it
numbered as (
    select
        *,
        row_number() over (
            partition by project_name, domain, database_name, schema_name order by unique_id
        ) as member_number,
        count(*) over (partition by project_name, domain, database_name, schema_name) as source_count
    from unowned
),

final as (
    select
        'always' as condition,
        domain,
        project_name,
        unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        member_number,
        case
            when database_name is null then schema_name
            else {{ dbt.concat(['database_name', "'.'", 'schema_name']) }}
        end as raw_schema,
        source_count
    from numbered
)

select * from final
