-- What feeds many leaf children, leaves counted over the whole mesh. As for the evaluator, whose count this has to
-- be comparable with, a leaf is a model that no model and no snapshot reads: exposures, metrics, semantic models and
-- analyses are what an end model is made for.
{%- set threshold = mesh_commons._setting('mesh_models_fanout_threshold') %}

with

reads as (
    select * from {{ ref('int_evaluator__review_reads') }}
),

counted_reads as (
    select *
    from reads
    where
        child_resource_type in ('model', 'snapshot')
        and not is_child_excluded
        and not is_parent_excluded
),

read_at_home as (
    select distinct
        project_name,
        parent_unique_id
    from counted_reads
    where is_seen_in_project
),

read_in_mesh as (
    select distinct
        parent_project_name,
        parent_unique_id
    from counted_reads
    where is_owners_word
),

children as (
    select
        counted_reads.parent_project_name,
        counted_reads.parent_unique_id,
        counted_reads.child_project_name,
        counted_reads.child_unique_id,
        max(counted_reads.child_domain) as child_domain,
        max(
            case
                when
                    counted_reads.is_seen_in_project
                    and counted_reads.project_name = counted_reads.parent_project_name
                    and read_at_home.parent_unique_id is null
                    then 1
                else 0
            end
        ) as leaf_at_home,
        max(
            case when counted_reads.is_owners_word and read_in_mesh.parent_unique_id is null then 1 else 0 end
        ) as leaf_in_mesh
    from counted_reads
    left join read_at_home
        on
            counted_reads.project_name = read_at_home.project_name
            and counted_reads.child_unique_id = read_at_home.parent_unique_id
    left join read_in_mesh
        on
            counted_reads.child_project_name = read_in_mesh.parent_project_name
            and counted_reads.child_unique_id = read_in_mesh.parent_unique_id
    where counted_reads.child_resource_type = 'model'
    group by
        counted_reads.parent_project_name,
        counted_reads.parent_unique_id,
        counted_reads.child_project_name,
        counted_reads.child_unique_id
),

-- whose evidence it rests on: who has a leaf, and who reads what would be one
involved as (
    select
        parent_project_name,
        parent_unique_id,
        parent_project_name as involved_project_name
    from children
    union
    select
        children.parent_project_name,
        children.parent_unique_id,
        counted_reads.project_name as involved_project_name
    from children
    inner join counted_reads
        on
            children.parent_project_name = counted_reads.parent_project_name
            and children.parent_unique_id = counted_reads.parent_unique_id
            and children.child_unique_id = counted_reads.child_unique_id
    where children.leaf_in_mesh = 1 and counted_reads.is_owners_word
    union
    select
        children.parent_project_name,
        children.parent_unique_id,
        counted_reads.project_name as involved_project_name
    from children
    inner join counted_reads
        on
            children.child_project_name = counted_reads.parent_project_name
            and children.child_unique_id = counted_reads.parent_unique_id
    where children.leaf_at_home = 1 and counted_reads.is_owners_word
),

project_lists as (
    select
        parent_project_name,
        parent_unique_id,
        {{ dbt.listagg('involved_project_name', "' '", 'order by involved_project_name') }} as involved_projects
    from involved
    group by parent_project_name, parent_unique_id
),

final as (
    select
        children.parent_project_name as project_name,
        children.parent_unique_id as unique_id,
        sum(children.leaf_at_home) >= {{ threshold }} as is_finding_alone,
        sum(children.leaf_in_mesh) >= {{ threshold }} as is_finding_in_mesh,
        {{ dbt.concat([
            'cast(sum(children.leaf_in_mesh) as ' ~ dbt.type_string() ~ ')', "' leaf children in '",
            'cast(count(distinct case when children.leaf_in_mesh = 1 then children.child_domain end) as '
            ~ dbt.type_string() ~ ')', "' domains, '",
            'cast(sum(children.leaf_at_home) as ' ~ dbt.type_string() ~ ')', "' as the project alone sees it'"
        ]) }} as detail,
        project_lists.involved_projects
    from children
    inner join project_lists
        on
            children.parent_project_name = project_lists.parent_project_name
            and children.parent_unique_id = project_lists.parent_unique_id
    group by children.parent_project_name, children.parent_unique_id, project_lists.involved_projects
)

select * from final
