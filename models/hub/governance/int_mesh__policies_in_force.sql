-- What the council has decided is in force today, and what will be. The severity and threshold of the seed of policies
-- hold as long as no decision says otherwise; of two decisions the later one holds, with nothing of the one before.
with

policies as (
    select * from {{ ref('mesh_policies') }}
),

decisions as (
    select * from {{ ref('mesh_policy_decisions') }}
),

domain_rules as (
    select * from {{ ref('int_mesh__domain_rules') }}
),

decided as (
    select
        policies.policy_id,
        policies.condition,
        policies.stricter,
        decisions.stage,
        coalesce(decisions.severity, policies.severity) as severity,
        coalesce(decisions.threshold, policies.threshold) as threshold,
        decisions.in_force_from,
        decisions.decided_by,
        decisions.decided_on,
        case when decisions.in_force_from > {{ mesh_commons._today() }} then 1 else 0 end as is_coming,
        -- what is decided of one condition is more than what is decided of all
        case when decisions.condition is null then 1 else 0 end as is_general
    from policies
    inner join decisions
        on
            policies.policy_id = decisions.policy_id
            and policies.condition = coalesce(decisions.condition, policies.condition)
),

ranked as (
    select
        decided.*,
        row_number() over (
            partition by decided.policy_id, decided.condition, decided.is_coming
            order by decided.in_force_from desc, decided.is_general asc
        ) as number_back,
        row_number() over (
            partition by decided.policy_id, decided.condition, decided.in_force_from
            order by decided.is_general
        ) as number_of_day,
        row_number() over (
            partition by decided.policy_id, decided.condition, decided.is_coming
            order by decided.in_force_from, decided.is_general
        ) as number_ahead
    from decided
),

-- what was in force before, the seed's own first: who once asked for as much weakened nothing when the mesh went beyond
past as (
    select
        policy_id,
        condition,
        stricter,
        {{ mesh_commons._severity_rank('severity') }} as severity_rank,
        threshold
    from policies
    union all
    select
        policy_id,
        condition,
        stricter,
        {{ mesh_commons._severity_rank(mesh_commons._staged_severity('stage', 'severity')) }} as severity_rank,
        threshold
    from ranked
    where is_coming = 0 and number_back > 1 and number_of_day = 1
),

past_numbers as (
    select
        policy_id,
        condition,
        stricter,
        severity_rank,
        case when stricter is not null and {{ mesh_commons._is_number('threshold') }} then threshold end as threshold
    from past
),

least_demands as (
    select
        policy_id,
        condition,
        min(severity_rank) as least_severity_rank,
        case
            when stricter = 'lower' then max(cast(threshold as {{ dbt.type_float() }}))
            when stricter = 'higher' then min(cast(threshold as {{ dbt.type_float() }}))
        end as least_threshold
    from past_numbers
    group by policy_id, condition, stricter
),

of_the_mesh as (
    select
        cast(null as {{ dbt.type_string() }}) as domain,
        policies.policy_id,
        policies.condition,
        policies.found_by,
        policies.family,
        policies.stricter,
        policies.evidence,
        policies.message,
        policies.remedy,
        coalesce(present.stage, 'enforced') as stage,
        {{ mesh_commons._staged_severity('present.stage', 'coalesce(present.severity, policies.severity)') }}
            as severity,
        coalesce(present.threshold, policies.threshold) as threshold,
        present.in_force_from,
        present.decided_by,
        present.decided_on,
        coming.stage as coming_stage,
        {{ mesh_commons._staged_severity('coming.stage', 'coming.severity') }} as coming_severity,
        coming.threshold as coming_threshold,
        coming.in_force_from as coming_on,
        least_demands.least_severity_rank,
        least_demands.least_threshold
    from policies
    left join least_demands
        on
            policies.policy_id = least_demands.policy_id
            and policies.condition = least_demands.condition
    left join ranked as present
        on
            policies.policy_id = present.policy_id
            and policies.condition = present.condition
            and present.is_coming = 0
            and present.number_back = 1
    left join ranked as coming
        on
            policies.policy_id = coming.policy_id
            and policies.condition = coming.condition
            and coming.is_coming = 1
            and coming.number_ahead = 1
),

-- how grave it is says each row that such a rule finds
of_domains as (
    select
        domain,
        policy_id,
        'always' as condition,
        'domain' as found_by,
        'domain' as family,
        cast(null as {{ dbt.type_string() }}) as stricter,
        cast(null as {{ dbt.type_string() }}) as evidence,
        cast(null as {{ dbt.type_string() }}) as message,
        cast(null as {{ dbt.type_string() }}) as remedy,
        'enforced' as stage,
        'error' as severity,
        cast(null as {{ dbt.type_string() }}) as threshold,
        cast(null as date) as in_force_from,
        cast(null as {{ dbt.type_string() }}) as decided_by,
        cast(null as date) as decided_on,
        cast(null as {{ dbt.type_string() }}) as coming_stage,
        cast(null as {{ dbt.type_string() }}) as coming_severity,
        cast(null as {{ dbt.type_string() }}) as coming_threshold,
        cast(null as date) as coming_on,
        cast(null as {{ dbt.type_int() }}) as least_severity_rank,
        cast(null as {{ dbt.type_float() }}) as least_threshold
    from domain_rules
),

final as (
    select * from of_the_mesh
    union all
    select * from of_domains
)

select * from final
