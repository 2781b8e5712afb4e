with

domains as (
    select * from {{ ref('dim_mesh__domains') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

relationships as (
    select * from {{ ref('fct_mesh__relationships') }}
),

back_door_findings as (
    select * from {{ ref('policy__source_is_another_domains_model') }}
),

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

back_doors as (
    select distinct
        back_door_findings.domain,
        back_door_findings.project_name,
        sources.relation_key,
        back_door_findings.related_project_name
    from back_door_findings
    inner join resources as sources
        on
            back_door_findings.project_name = sources.project_name
            and back_door_findings.unique_id = sources.unique_id
),

final as (
    select
        'domains' as metric,
        count(*) as value
    from domains
    union all
    select
        'projects' as metric,
        count(*) as value
    from projects
    union all
    select
        'models' as metric,
        count(*) as value
    from resources
    where resource_type = 'model' and is_own
    union all
    select
        'cross_project_edges' as metric,
        count(*) as value
    from relationships
    where
        relationship_type = 'depends_on'
        and is_cross_project
        and parent_resource_type = 'model'
        and child_resource_type = 'model'
    union all
    select
        'back_door_edges' as metric,
        count(*) as value
    from back_doors
    union all
    select
        'data_products' as metric,
        count(*) as value
    from data_products
)

select * from final
