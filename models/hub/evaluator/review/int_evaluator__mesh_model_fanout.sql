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

final as (
    select
        parent_project_name as project_name,
        parent_unique_id as unique_id,
        sum(leaf_at_home) >= {{ threshold }} as is_finding_alone,
        sum(leaf_in_mesh) >= {{ threshold }} as is_finding_in_mesh,
        {{ dbt.concat([
            'cast(sum(leaf_in_mesh) as ' ~ dbt.type_string() ~ ')', "' leaf children in '",
            'cast(count(distinct case when leaf_in_mesh = 1 then child_domain end) as ' ~ dbt.type_string() ~ ')',
            "' domains, '", 'cast(sum(leaf_at_home) as ' ~ dbt.type_string() ~ ')', "' as the project alone sees it'"
        ]) }} as detail
    from children
    group by parent_project_name, parent_unique_id
)

select * from final
