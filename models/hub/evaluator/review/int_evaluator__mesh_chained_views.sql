-- A model at the end of a chain of more views than the threshold, followed over the borders of projects. Each step
-- keeps a pair once, however many paths lead to it.
{%- set steps = mesh_commons._setting('mesh_chained_views_threshold') | int + 1 %}

with

model_reads as (
    select * from {{ ref('int_evaluator__mesh_model_reads') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

view_reads as (
    select
        model_reads.parent_project_name,
        model_reads.parent_unique_id,
        model_reads.child_project_name,
        model_reads.child_unique_id
    from model_reads
    inner join resources
        on
            model_reads.parent_project_name = resources.project_name
            and model_reads.parent_unique_id = resources.unique_id
    where
        resources.materialized in ('view', 'ephemeral')
        and model_reads.child_resource_type = 'model'
),

step_1 as (
    select distinct
        child_project_name,
        child_unique_id
    from view_reads
),
{%- for step in range(2, steps + 1) %}

step_{{ step }} as (
    select distinct
        view_reads.child_project_name,
        view_reads.child_unique_id
    from step_{{ step - 1 }}
    inner join view_reads
        on
            step_{{ step - 1 }}.child_project_name = view_reads.parent_project_name
            and step_{{ step - 1 }}.child_unique_id = view_reads.parent_unique_id
),
{%- endfor %}

final as (
    select
        child_project_name as project_name,
        child_unique_id as unique_id,
        true as is_finding_in_mesh,
        'stands behind a chain of more than {{ steps - 1 }} views' as detail
    from step_{{ steps }}
)

select * from final
