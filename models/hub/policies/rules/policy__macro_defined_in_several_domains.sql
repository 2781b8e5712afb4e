with

shared_macros as (
    select * from {{ ref('fct_mesh__shared_macros') }}
),

-- dbt calls these by name, so that each project has to have its own; only a difference is news
candidates as (
    select
        *,
        name in ('generate_schema_name', 'generate_alias_name', 'generate_database_name') as is_called_by_dbt
    from shared_macros
    where
        name not in ('generate_schema_name', 'generate_alias_name', 'generate_database_name')
        or shared_by = 'same_name'
),

-- each equality by itself, which a database can look up
alike as (
    {%- for column in ['name', 'body_hash'] %}
    select
        candidates.project_name,
        candidates.unique_id,
        candidates.body_hash,
        others.project_name as related_project_name,
        others.unique_id as related_unique_id,
        others.body_hash as related_body_hash
    from candidates
    inner join candidates as others
        on
            candidates.{{ column }} = others.{{ column }}
            and candidates.domain <> others.domain
    {{ 'union' if not loop.last }}
    {%- endfor %}
),

counterparts as (
    select
        project_name,
        unique_id,
        related_project_name,
        related_unique_id,
        related_body_hash,
        row_number() over (
            partition by project_name, unique_id
            -- where bodies differ, the one that differs is the one to talk to
            order by
                case when body_hash = related_body_hash then 1 else 0 end,
                related_project_name,
                related_unique_id
        ) as counterpart_number
    from alike
),

involved as (
    select
        project_name,
        unique_id,
        related_project_name as involved_project_name
    from alike
    union
    select
        project_name,
        unique_id,
        project_name as involved_project_name
    from alike
),

project_lists as (
    select
        project_name,
        unique_id,
        {{ dbt.listagg('involved_project_name', "' '", 'order by involved_project_name') }} as involved_projects
    from involved
    group by project_name, unique_id
),

body_counts as (
    select
        name,
        body_hash,
        count(distinct domain) as domain_count
    from candidates
    where is_called_by_dbt
    group by name, body_hash
),

-- one fact, one finding: it is for the domain whose body the fewest others share, for whom the change is smallest; who
-- adopted the rule of the mesh has nothing to change
called_by_dbt as (
    select
        candidates.name,
        candidates.project_name,
        candidates.unique_id,
        row_number() over (
            partition by candidates.name
            order by
                case when candidates.is_adopted then 1 else 0 end,
                body_counts.domain_count,
                candidates.project_name,
                candidates.unique_id
        ) as finding_number
    from candidates
    inner join body_counts
        on
            candidates.name = body_counts.name
            and candidates.body_hash = body_counts.body_hash
),

domains_by_name as (
    select distinct
        name,
        domain
    from candidates
    where is_called_by_dbt
),

domain_lists as (
    select
        name,
        {{ dbt.listagg('domain', "', '", 'order by domain') }} as domains
    from domains_by_name
    group by name
),

final as (
    select
        case
            when candidates.is_called_by_dbt then 'called_by_dbt'
            when candidates.shared_by = 'same_name' and candidates.body_hash = counterparts.related_body_hash
                then 'same_name_and_body'
            else candidates.shared_by
        end as condition,
        candidates.domain,
        candidates.project_name,
        candidates.unique_id,
        counterparts.related_project_name,
        counterparts.related_unique_id,
        project_lists.involved_projects,
        candidates.resource_caller_count as callers,
        domain_lists.domains,
        case candidates.name
            when 'generate_schema_name' then 'mesh_commons.mesh_schema_name(custom_schema_name, node)'
            when 'generate_alias_name' then 'mesh_commons.mesh_alias_name(custom_alias_name, node)'
            when 'generate_database_name' then 'a macro that the domains promote into mesh_commons'
        end as shared_macro
    from candidates
    inner join counterparts
        on
            candidates.project_name = counterparts.project_name
            and candidates.unique_id = counterparts.unique_id
    inner join project_lists
        on
            candidates.project_name = project_lists.project_name
            and candidates.unique_id = project_lists.unique_id
    left join called_by_dbt
        on
            candidates.project_name = called_by_dbt.project_name
            and candidates.unique_id = called_by_dbt.unique_id
    left join domain_lists
        on candidates.name = domain_lists.name
    where
        counterparts.counterpart_number = 1
        and coalesce(called_by_dbt.finding_number, 1) = 1
)

select * from final
