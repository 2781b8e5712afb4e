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

-- Whom a finding names is the first macro of its name in another domain with another body. It is looked for among five
-- of each name, as pairs of all would grow with the square of the domains. Before it stand only macros of the own
-- domain and macros with the own body. Of those that are among the first two of their domain and the first two of
-- their body, these are two each at most, so that the one that is looked for is the fifth at the latest.
first_of_each as (
    select
        name,
        domain,
        body_hash,
        project_name,
        unique_id,
        row_number() over (
            partition by name, domain, body_hash
            order by project_name, unique_id
        ) as number_of_kind
    from candidates
),

ranked as (
    select
        *,
        row_number() over (
            partition by name, domain
            order by project_name, unique_id
        ) as number_in_domain,
        row_number() over (
            partition by name, body_hash
            order by project_name, unique_id
        ) as number_of_body
    from first_of_each
    where number_of_kind = 1
),

differing as (
    select
        *,
        row_number() over (
            partition by name
            order by project_name, unique_id
        ) as number_of_name
    from ranked
    where
        number_in_domain <= 2
        and number_of_body <= 2
),

-- and one with the same body, whatever its name, among the first of two domains
first_of_domains as (
    select
        body_hash,
        domain,
        project_name,
        unique_id,
        row_number() over (
            partition by body_hash, domain
            order by project_name, unique_id
        ) as number_in_domain
    from candidates
),

alike as (
    select
        *,
        row_number() over (
            partition by body_hash
            order by project_name, unique_id
        ) as number_of_body
    from first_of_domains
    where number_in_domain = 1
),

pairs as (
    select
        candidates.project_name,
        candidates.unique_id,
        differing.project_name as related_project_name,
        differing.unique_id as related_unique_id,
        'differing' as kind
    from candidates
    inner join differing
        on
            candidates.name = differing.name
            and candidates.domain <> differing.domain
            and candidates.body_hash <> differing.body_hash
    where differing.number_of_name <= 5
    union all
    select
        candidates.project_name,
        candidates.unique_id,
        alike.project_name as related_project_name,
        alike.unique_id as related_unique_id,
        'alike' as kind
    from candidates
    inner join alike
        on
            candidates.body_hash = alike.body_hash
            and candidates.domain <> alike.domain
    where alike.number_of_body <= 2
),

counterparts as (
    select
        *,
        row_number() over (
            partition by project_name, unique_id
            -- where bodies differ, the one that differs is the one to talk to
            order by
                case kind when 'differing' then 0 else 1 end,
                related_project_name,
                related_unique_id
        ) as counterpart_number
    from pairs
),

-- who has the name, listed once for all of them, and who has the body only
projects_of_names as (
    select distinct
        name,
        project_name
    from candidates
),

name_lists as (
    select
        name,
        {{ dbt.listagg('project_name', "' '", 'order by project_name') }} as projects
    from projects_of_names
    group by name
),

bodies_of_names as (
    select distinct
        name,
        body_hash
    from candidates
),

projects_of_bodies as (
    select distinct
        body_hash,
        project_name
    from candidates
),

projects_of_bodies_only as (
    select
        bodies_of_names.name,
        bodies_of_names.body_hash,
        projects_of_bodies.project_name
    from bodies_of_names
    inner join projects_of_bodies
        on bodies_of_names.body_hash = projects_of_bodies.body_hash
    left join projects_of_names
        on
            bodies_of_names.name = projects_of_names.name
            and projects_of_bodies.project_name = projects_of_names.project_name
    where projects_of_names.project_name is null
),

body_lists as (
    select
        name,
        body_hash,
        {{ dbt.listagg('project_name', "' '", 'order by project_name') }} as projects
    from projects_of_bodies_only
    group by name, body_hash
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
            when candidates.shared_by = 'same_name' and counterparts.kind = 'alike' then 'same_name_and_body'
            else candidates.shared_by
        end as condition,
        candidates.domain,
        candidates.project_name,
        candidates.unique_id,
        counterparts.related_project_name,
        counterparts.related_unique_id,
        case
            when body_lists.projects is null then name_lists.projects
            else {{ dbt.concat(['name_lists.projects', "' '", 'body_lists.projects']) }}
        end as involved_projects,
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
    inner join name_lists
        on candidates.name = name_lists.name
    left join body_lists
        on
            candidates.name = body_lists.name
            and candidates.body_hash = body_lists.body_hash
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
