with

cycle_members as (
    select * from {{ ref('int_mesh__cycle_members') }}
),

reads as (
    select * from {{ ref('int_mesh__reads') }}
),

-- the sources between them are only how one model reads the other
models_on_cycles as (
    select *
    from cycle_members
    where resource_type <> 'source'
),

-- what a model reads of its own table is its last state
reads_on_cycles as (
    select distinct
        children.cycle_number,
        children.project_name,
        children.unique_id,
        parents.project_name as parent_project_name,
        parents.unique_id as parent_unique_id
    from reads
    inner join models_on_cycles as children
        on
            reads.child_project_name = children.project_name
            and reads.child_unique_id = children.unique_id
    inner join models_on_cycles as parents
        on
            reads.parent_project_name = parents.project_name
            and reads.parent_unique_id = parents.unique_id
            and children.cycle_number = parents.cycle_number
    where
        children.project_name <> parents.project_name
        or children.unique_id <> parents.unique_id
),

first_reads as (
    select
        *,
        row_number() over (
            partition by project_name, unique_id order by parent_project_name, parent_unique_id
        ) as read_number
    from reads_on_cycles
),

read_counts as (
    select
        cycle_number,
        count(*) as read_count
    from reads_on_cycles
    group by cycle_number
),

-- models that each reach every other by as many reads are one ring; by more, several that share models
cycle_sizes as (
    select
        models_on_cycles.cycle_number,
        count(*) as model_count,
        count(*) = min(read_counts.read_count) as is_ring
    from models_on_cycles
    inner join read_counts
        on models_on_cycles.cycle_number = read_counts.cycle_number
    group by models_on_cycles.cycle_number
),

-- on a ring each reads the one behind it, and the last one the first; a domain's first is the same in any order
ordered_models as (
    select
        models_on_cycles.*,
        cycle_sizes.model_count,
        cycle_sizes.is_ring,
        row_number() over (
            partition by models_on_cycles.cycle_number
            order by
                case when cycle_sizes.is_ring then models_on_cycles.distance_to_first else 0 end,
                models_on_cycles.project_name,
                models_on_cycles.unique_id
        ) as position,
        row_number() over (
            partition by models_on_cycles.cycle_number, models_on_cycles.domain
            order by models_on_cycles.project_name, models_on_cycles.unique_id
        ) as domain_position
    from models_on_cycles
    inner join cycle_sizes
        on models_on_cycles.cycle_number = cycle_sizes.cycle_number
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

final as (
    select
        'always' as condition,
        first_models.domain,
        first_models.project_name,
        first_models.unique_id,
        first_reads.parent_project_name as related_project_name,
        first_reads.parent_unique_id as related_unique_id,
        project_lists.involved_projects,
        first_models.model_count,
        case when first_models.is_ring then 'a circle' else 'several circles' end as circles,
        {{ dbt.concat([
            'cycle_texts.first_members', "case when first_models.model_count > 10 then ', ...' else '' end"
        ]) }} as members
    from ordered_models as first_models
    inner join project_lists
        on first_models.cycle_number = project_lists.cycle_number
    inner join cycle_texts
        on first_models.cycle_number = cycle_texts.cycle_number
    inner join first_reads
        on
            first_models.project_name = first_reads.project_name
            and first_models.unique_id = first_reads.unique_id
            and first_reads.read_number = 1
    where first_models.domain_position = 1
)

select * from final
