with

shared_macros as (
    select * from {{ ref('fct_mesh__shared_macros') }}
),

-- dbt looks for these in the project itself, so that each domain has to have its own; only a difference is news
candidates as (
    select *
    from shared_macros
    where not (
        name in ('generate_schema_name', 'generate_alias_name', 'generate_database_name')
        and shared_by <> 'same_name'
    )
),

counterparts as (
    select
        candidates.project_name,
        candidates.unique_id,
        others.project_name as related_project_name,
        others.unique_id as related_unique_id,
        others.body_hash as related_body_hash,
        row_number() over (
            partition by candidates.project_name, candidates.unique_id
            -- where bodies differ, the one that differs is the one to talk to
            order by
                case
                    when candidates.shared_by = 'same_name' and candidates.body_hash = others.body_hash then 1
                    else 0
                end,
                others.project_name,
                others.unique_id
        ) as counterpart_number
    from candidates
    inner join candidates as others
        on
            candidates.domain <> others.domain
            and (candidates.name = others.name or candidates.body_hash = others.body_hash)
),

final as (
    select
        case
            when candidates.shared_by = 'same_name' and candidates.body_hash = counterparts.related_body_hash
                then 'same_name_and_body'
            else candidates.shared_by
        end as condition,
        candidates.domain,
        candidates.project_name,
        candidates.unique_id,
        counterparts.related_project_name,
        counterparts.related_unique_id,
        candidates.resource_caller_count as callers
    from candidates
    inner join counterparts
        on
            candidates.project_name = counterparts.project_name
            and candidates.unique_id = counterparts.unique_id
    where counterparts.counterpart_number = 1
)

select * from final
