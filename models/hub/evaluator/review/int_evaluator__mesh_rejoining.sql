-- A model that reads a parent directly and again through a model between, which nobody else in the mesh reads.
with

model_reads as (
    select * from {{ ref('int_evaluator__mesh_model_reads') }}
),

reader_counts as (
    select
        parent_project_name,
        parent_unique_id,
        count(*) as reader_count,
        count(distinct child_domain) as domain_count
    from model_reads
    group by parent_project_name, parent_unique_id
),

loops as (
    select
        direct.child_project_name as project_name,
        direct.child_unique_id as unique_id,
        direct.parent_unique_id as related_unique_id,
        min(reader_counts.reader_count) as fewest_readers,
        max(reader_counts.domain_count) as domain_count
    from model_reads as direct
    inner join model_reads as first_leg
        on
            direct.parent_project_name = first_leg.parent_project_name
            and direct.parent_unique_id = first_leg.parent_unique_id
    inner join model_reads as second_leg
        on
            first_leg.child_project_name = second_leg.parent_project_name
            and first_leg.child_unique_id = second_leg.parent_unique_id
            and direct.child_project_name = second_leg.child_project_name
            and direct.child_unique_id = second_leg.child_unique_id
    inner join reader_counts
        on
            first_leg.child_project_name = reader_counts.parent_project_name
            and first_leg.child_unique_id = reader_counts.parent_unique_id
    where first_leg.child_resource_type = 'model' and direct.child_resource_type = 'model'
    group by direct.child_project_name, direct.child_unique_id, direct.parent_unique_id
),

final as (
    select
        project_name,
        unique_id,
        related_unique_id,
        fewest_readers = 1 as is_finding_in_mesh,
        {{ dbt.concat([
            "'the model between has '", 'cast(fewest_readers as ' ~ dbt.type_string() ~ ')', "' readers in '",
            'cast(domain_count as ' ~ dbt.type_string() ~ ')', "' domains'"
        ]) }} as detail
    from loops
)

select * from final
