with

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

tightened_policies as (
    select * from {{ ref('int_mesh__tightened_policies') }}
),

policies as (
    select * from {{ ref('int_mesh__policies_in_force') }}
),

-- where nobody knows when the evidence was made, it has no age, and the policy is not judged
dated_projects as (
    select
        projects.domain,
        projects.project_name,
        cast(projects.generated_at as date) as written_on,
        {{ dbt.datediff(
            'projects.generated_at', mesh_commons._today(), 'day'
        ) }} as age_in_days,
        coalesce(tightened_policies.threshold, cast(policies.threshold as {{ dbt.type_int() }})) as most_days
    from projects
    inner join policies
        on policies.policy_id = 'artifacts_stale'
    left join tightened_policies
        on
            tightened_policies.policy_id = 'artifacts_stale'
            and projects.domain = tightened_policies.domain
            and tightened_policies.unique_id is null
),

final as (
    select
        'always' as condition,
        domain,
        project_name,
        {{ dbt.concat(["'project.'", 'project_name']) }} as unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        written_on
    from dated_projects
    where age_in_days > most_days
)

select * from final
