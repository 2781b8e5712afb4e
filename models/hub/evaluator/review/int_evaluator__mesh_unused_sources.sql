-- A source that its project does not read, although another project of the mesh reads the same relation.
with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

sources as (
    select *
    from resources
    where resource_type = 'source'
),

readers as (
    select distinct
        sources.relation_key,
        sources.warehouse,
        relationships.child_domain,
        relationships.parent_project_name,
        relationships.parent_unique_id
    from relationships
    inner join sources
        on
            relationships.parent_project_name = sources.project_name
            and relationships.parent_unique_id = sources.unique_id
    where relationships.relationship_type = 'depends_on'
),

read_at_home as (
    select distinct
        parent_project_name,
        parent_unique_id
    from readers
),

unread_sources as (
    select sources.*
    from sources
    left join read_at_home
        on
            sources.project_name = read_at_home.parent_project_name
            and sources.unique_id = read_at_home.parent_unique_id
    where read_at_home.parent_unique_id is null
),

reading_domains as (
    select distinct
        unread_sources.project_name,
        unread_sources.unique_id,
        readers.child_domain
    from unread_sources
    inner join readers
        on
            unread_sources.relation_key = readers.relation_key
            and unread_sources.warehouse = readers.warehouse
),

final as (
    select
        unread_sources.project_name,
        unread_sources.unique_id,
        count(reading_domains.child_domain) = 0 as is_finding_in_mesh,
        case when count(reading_domains.child_domain) > 0 then {{ dbt.concat([
            "'not read under this declaration, but its table is read by '",
            dbt.listagg('reading_domains.child_domain', "', '", 'order by reading_domains.child_domain')
        ]) }} else 'read nowhere in the mesh' end as detail
    from unread_sources
    left join reading_domains
        on
            unread_sources.project_name = reading_domains.project_name
            and unread_sources.unique_id = reading_domains.unique_id
    group by unread_sources.project_name, unread_sources.unique_id
)

select * from final
