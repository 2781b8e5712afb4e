-- A model at the end of a chain of more views than the threshold: as its project alone sees it, and followed over the
-- borders of projects, where an owner says what an injected model really is. Each step keeps a model once for every
-- project that has a part in the chain, however many paths lead to it.
{%- set steps = mesh_commons._setting('mesh_chained_views_threshold') | int + 1 %}

with

reads as (
    select * from {{ ref('int_evaluator__review_reads') }}
),

resources as (
    select * from {{ ref('int_evaluator__review_resources') }}
),

reads_of_models as (
    select
        reads.project_name,
        reads.child_project_name,
        reads.child_unique_id,
        reads.parent_project_name,
        reads.parent_unique_id,
        reads.is_seen_in_project,
        reads.is_owners_word,
        seen.materialized as materialized_as_seen,
        -- what nobody but the reader knows is what the reader says
        coalesce(owned.materialized, seen.materialized) as materialized
    from reads
    left join resources as seen
        on
            reads.project_name = seen.project_name
            and reads.parent_unique_id = seen.unique_id
    left join resources as owned
        on
            reads.parent_project_name = owned.project_name
            and reads.parent_unique_id = owned.unique_id
            and not owned.is_external
    where reads.child_resource_type = 'model'
),

seen_alone as (
    select distinct
        project_name,
        child_unique_id,
        project_name as parent_project_name,
        parent_unique_id,
        parent_project_name as involved_project_name
    from reads_of_models
    where is_seen_in_project and materialized_as_seen in ('view', 'ephemeral')
),

seen_in_mesh as (
    select distinct
        child_project_name as project_name,
        child_unique_id,
        parent_project_name,
        parent_unique_id,
        project_name as involved_project_name
    from reads_of_models
    where is_owners_word and materialized in ('view', 'ephemeral')
),
{%- for reach in ['alone', 'in_mesh'] %}

{{ reach }}_1 as (
    select
        project_name,
        child_unique_id,
        involved_project_name
    from seen_{{ reach }}
    union
    select
        project_name,
        child_unique_id,
        parent_project_name as involved_project_name
    from seen_{{ reach }}
),
{%- for step in range(2, steps + 1) %}

{{ reach }}_{{ step }} as (
    {%- for side in ['reached', 'view_reads'] %}
    select
        view_reads.project_name,
        view_reads.child_unique_id,
        {{ side }}.involved_project_name
    from {{ reach }}_{{ step - 1 }} as reached
    inner join seen_{{ reach }} as view_reads
        on
            reached.project_name = view_reads.parent_project_name
            and reached.child_unique_id = view_reads.parent_unique_id
    {{ 'union' if not loop.last }}
    {%- endfor %}
),
{%- endfor %}
{%- endfor %}

reached as (
    {%- for reach in ['alone', 'in_mesh'] %}
    select
        project_name,
        child_unique_id,
        involved_project_name,
        '{{ reach }}' as reach
    from {{ reach }}_{{ steps }}
    union
    select
        project_name,
        child_unique_id,
        project_name as involved_project_name,
        '{{ reach }}' as reach
    from {{ reach }}_{{ steps }}
    {{ 'union' if not loop.last }}
    {%- endfor %}
),

involved as (
    select distinct
        project_name,
        child_unique_id,
        involved_project_name
    from reached
),

project_lists as (
    select
        project_name,
        child_unique_id,
        {{ dbt.listagg('involved_project_name', "' '", 'order by involved_project_name') }} as involved_projects
    from involved
    group by project_name, child_unique_id
),

ends as (
    select
        project_name,
        child_unique_id,
        max(case when reach = 'alone' then 1 else 0 end) = 1 as is_finding_alone,
        max(case when reach = 'in_mesh' then 1 else 0 end) = 1 as is_finding_in_mesh
    from reached
    group by project_name, child_unique_id
),

final as (
    select
        ends.project_name,
        ends.child_unique_id as unique_id,
        ends.is_finding_alone,
        ends.is_finding_in_mesh,
        case
            when ends.is_finding_in_mesh then 'it stands behind a chain of more than {{ steps - 1 }} views'
            else 'not all of the chain are views, as their owners know them'
        end as detail,
        project_lists.involved_projects
    from ends
    inner join project_lists
        on
            ends.project_name = project_lists.project_name
            and ends.child_unique_id = project_lists.child_unique_id
)

select * from final
