-- A source that its project does not read, although another project of the mesh reads the same relation. That the
-- project reads it under another declaration makes this one no more used. As for the evaluator, models and snapshots
-- are readers.
with

resources as (
    select * from {{ ref('int_evaluator__review_resources') }}
),

reads as (
    select * from {{ ref('int_evaluator__review_reads') }}
),

gathered_resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

sources as (
    select
        resources.project_name,
        resources.unique_id,
        gathered_resources.relation_key,
        gathered_resources.warehouse
    from resources
    left join gathered_resources
        on
            resources.project_name = gathered_resources.project_name
            and resources.unique_id = gathered_resources.unique_id
    where
        resources.resource_type = 'source'
        and not resources.is_excluded
        and not resources.is_external
),

readers as (
    select distinct
        sources.relation_key,
        sources.warehouse,
        reads.project_name,
        reads.parent_unique_id as unique_id
    from reads
    inner join sources
        on
            reads.project_name = sources.project_name
            and reads.parent_unique_id = sources.unique_id
    where
        reads.is_seen_in_project
        and reads.child_resource_type in ('model', 'snapshot')
        and not reads.is_child_excluded
),

unread_sources as (
    select sources.*
    from sources
    left join readers
        on
            sources.project_name = readers.project_name
            and sources.unique_id = readers.unique_id
    where readers.unique_id is null
),

reading_projects as (
    select distinct
        unread_sources.project_name,
        unread_sources.unique_id,
        readers.project_name as reading_project_name
    from unread_sources
    inner join readers
        on
            unread_sources.relation_key = readers.relation_key
            and unread_sources.warehouse = readers.warehouse
            and unread_sources.project_name <> readers.project_name
),

involved as (
    select
        project_name,
        unique_id,
        project_name as involved_project_name
    from unread_sources
    union
    select
        project_name,
        unique_id,
        reading_project_name as involved_project_name
    from reading_projects
),

project_lists as (
    select
        project_name,
        unique_id,
        {{ dbt.listagg('involved_project_name', "' '", 'order by involved_project_name') }} as involved_projects
    from involved
    group by project_name, unique_id
),

final as (
    select
        unread_sources.project_name,
        unread_sources.unique_id,
        true as is_finding_alone,
        count(reading_projects.reading_project_name) = 0 as is_finding_in_mesh,
        case when count(reading_projects.reading_project_name) > 0 then {{ dbt.concat([
            "'its table is read by '",
            dbt.listagg(
                'reading_projects.reading_project_name', "', '", 'order by reading_projects.reading_project_name'
            )
        ]) }} else 'no other project of the mesh reads its table' end as detail,
        project_lists.involved_projects
    from unread_sources
    inner join project_lists
        on
            unread_sources.project_name = project_lists.project_name
            and unread_sources.unique_id = project_lists.unique_id
    left join reading_projects
        on
            unread_sources.project_name = reading_projects.project_name
            and unread_sources.unique_id = reading_projects.unique_id
    group by unread_sources.project_name, unread_sources.unique_id, project_lists.involved_projects
)

select * from final
