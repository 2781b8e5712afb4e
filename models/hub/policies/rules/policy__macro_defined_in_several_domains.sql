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
        others.domain as related_domain,
        others.project_name as related_project_name,
        others.unique_id as related_unique_id,
        others.name as related_name,
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
        'macro_defined_in_several_domains' as policy_id,
        candidates.shared_by as condition,
        candidates.domain,
        candidates.project_name,
        candidates.unique_id,
        counterparts.related_project_name,
        counterparts.related_unique_id,
        {{ dbt.concat([
            "'The macro '", 'candidates.name', "' (callers: '",
            'cast(candidates.resource_caller_count as ' ~ dbt.type_string() ~ ')', "') '",
            "case when candidates.shared_by = 'same_body' then 'has the same body as ' "
            ~ "when candidates.body_hash = counterparts.related_body_hash then 'is defined alike in ' "
            ~ "else 'is defined otherwise in ' end",
            "case when candidates.shared_by = 'same_body' then "
            ~ dbt.concat(['counterparts.related_name', "' of '"]) ~ " else '' end",
            'counterparts.related_domain', "'.'"
        ]) }} as message,
        case
            when candidates.shared_by = 'same_name'
                then 'Agree on one body and promote it into mesh_commons, or give one of them another name.'
            else 'Promote it into mesh_commons (.github/CONTRIBUTING.md) and call it from there.'
        end as fix
    from candidates
    inner join counterparts
        on
            candidates.project_name = counterparts.project_name
            and candidates.unique_id = counterparts.unique_id
    where counterparts.counterpart_number = 1
)

select * from final
