with

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

gather_warnings as (
    select * from {{ ref('stg_artifacts__gather_warnings') }}
),

-- a project that could not be read whole, and the very resource where that is known
lost_resources as (
    select distinct
        project_name,
        unique_id
    from gather_warnings
    where section = 'resources'
),

-- what was lost on the way is not unknown to its project; the tables of the evaluator leave packages out
unknown_parents as (
    select
        relationships.child_domain as domain,
        relationships.child_project_name as project_name,
        relationships.child_unique_id as unique_id,
        relationships.parent_unique_id,
        row_number() over (
            partition by relationships.child_project_name, relationships.child_unique_id
            order by relationships.parent_unique_id
        ) as parent_number
    from relationships
    inner join projects
        on relationships.child_project_name = projects.project_name
    left join lost_resources
        on
            relationships.parent_unique_id = coalesce(lost_resources.unique_id, relationships.parent_unique_id)
            and lost_resources.project_name in (relationships.child_project_name, relationships.parent_project_name)
    where
        not relationships.is_parent_known
        and projects.evidence_route = 'artifacts'
        and lost_resources.project_name is null
),

parent_texts as (
    select
        project_name,
        unique_id,
        {{ dbt.listagg('parent_unique_id', "', '", 'order by parent_unique_id') }} as first_parents
    from unknown_parents
    where parent_number <= 10
    group by project_name, unique_id
),

parent_counts as (
    select
        domain,
        project_name,
        unique_id,
        count(*) as parent_count
    from unknown_parents
    group by domain, project_name, unique_id
),

final as (
    select
        'always' as condition,
        parent_counts.domain,
        parent_counts.project_name,
        parent_counts.unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        {{ dbt.concat([
            'parent_texts.first_parents', "case when parent_counts.parent_count > 10 then ', ...' else '' end"
        ]) }} as parents
    from parent_counts
    inner join parent_texts
        on
            parent_counts.project_name = parent_texts.project_name
            and parent_counts.unique_id = parent_texts.unique_id
)

select * from final
