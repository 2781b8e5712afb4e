-- A model with many leaf children, leaves counted over the whole mesh.
with

model_reads as (
    select * from {{ ref('int_evaluator__mesh_model_reads') }}
),

parents as (
    select distinct
        parent_project_name,
        parent_unique_id
    from model_reads
),

-- a model that nothing reads; an exposure counts as a reader, as it does for the evaluator
leaves as (
    select
        model_reads.parent_project_name,
        model_reads.parent_unique_id,
        model_reads.child_domain,
        model_reads.child_unique_id,
        model_reads.child_project_name
    from model_reads
    left join parents
        on
            model_reads.child_project_name = parents.parent_project_name
            and model_reads.child_unique_id = parents.parent_unique_id
    where
        model_reads.child_resource_type = 'model'
        and parents.parent_unique_id is null
),

final as (
    select
        parent_project_name as project_name,
        parent_unique_id as unique_id,
        count(*) >= {{ mesh_commons._setting('mesh_models_fanout_threshold') }} as is_finding_in_mesh,
        {{ dbt.concat([
            'cast(count(*) as ' ~ dbt.type_string() ~ ')', "' leaf children in '",
            'cast(count(distinct child_domain) as ' ~ dbt.type_string() ~ ')', "' domains'"
        ]) }} as detail
    from leaves
    group by parent_project_name, parent_unique_id
)

select * from final
