with

cycle_members as (
    select * from {{ ref('int_mesh__cycle_members') }}
),

-- the sources between them are only how one model reads the other
models_on_cycles as (
    select *
    from cycle_members
    where resource_type <> 'source'
),

-- each reads the one behind it, and the last one the first
ordered_models as (
    select
        *,
        row_number() over (
            partition by cycle_number order by distance_to_first, project_name, unique_id
        ) as position,
        row_number() over (
            partition by cycle_number, domain order by distance_to_first, project_name, unique_id
        ) as domain_position
    from models_on_cycles
),

cycle_texts as (
    select
        cycle_number,
        {{ dbt.listagg(dbt.concat(['project_name', "'.'", 'name']), "', '", 'order by position') }} as first_members
    from ordered_models
    where position <= 10
    group by cycle_number
),

cycle_projects as (
    select distinct
        cycle_number,
        project_name
    from cycle_members
),

project_lists as (
    select
        cycle_number,
        {{ dbt.listagg('project_name', "' '", 'order by project_name') }} as involved_projects
    from cycle_projects
    group by cycle_number
),

cycle_sizes as (
    select
        cycle_number,
        max(position) as model_count
    from ordered_models
    group by cycle_number
),

final as (
    select
        'always' as condition,
        first_models.domain,
        first_models.project_name,
        first_models.unique_id,
        next_models.project_name as related_project_name,
        next_models.unique_id as related_unique_id,
        project_lists.involved_projects,
        cycle_sizes.model_count,
        {{ dbt.concat([
            'cycle_texts.first_members', "case when cycle_sizes.model_count > 10 then ', ...' else '' end"
        ]) }} as members
    from ordered_models as first_models
    inner join cycle_sizes
        on first_models.cycle_number = cycle_sizes.cycle_number
    inner join project_lists
        on first_models.cycle_number = project_lists.cycle_number
    inner join cycle_texts
        on first_models.cycle_number = cycle_texts.cycle_number
    inner join ordered_models as next_models
        on
            first_models.cycle_number = next_models.cycle_number
            and case
                when first_models.position = cycle_sizes.model_count then 1
                else first_models.position + 1
            end = next_models.position
    where
        first_models.domain_position = 1
        -- what a model reads of its own table is its last state
        and cycle_sizes.model_count > 1
)

select * from final
