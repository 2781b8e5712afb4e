with

carriers as (
    select * from {{ ref('int_mesh__personal_carriers') }}
),

ways as (
    select * from {{ ref('int_mesh__personal_ways') }}
),

reachable_pairs as (
    select * from {{ ref('int_mesh__reachable_pairs') }}
),

-- of several domains upstream the nearest is named
ranked_losses as (
    select
        losses.carrier_number,
        losses.node_number,
        losses.domain,
        losses.project_name,
        losses.unique_id,
        losses.column_key,
        losses.column_name,
        origins.carrier_number as origin_number,
        origins.project_name as origin_project_name,
        origins.unique_id as origin_unique_id,
        ways.distance as steps,
        row_number() over (
            partition by losses.carrier_number
            order by ways.distance, origins.project_name, origins.unique_id
        ) as origin_rank
    from ways
    inner join carriers as origins
        on ways.ancestor_number = origins.carrier_number
    inner join carriers as losses
        on ways.descendant_number = losses.carrier_number
    where
        losses.is_silent
        and losses.column_name is not null
        and losses.domain <> origins.domain
),

named_losses as (
    select *
    from ranked_losses
    where origin_rank = 1
),

-- a finding stands as long as all that lies between could be seen
projects_between as (
    select distinct
        named_losses.carrier_number,
        between_carriers.project_name
    from named_losses
    inner join ways
        on named_losses.origin_number = ways.ancestor_number
    inner join carriers as between_carriers
        on ways.descendant_number = between_carriers.carrier_number
    inner join reachable_pairs
        on
            between_carriers.node_number = reachable_pairs.ancestor_number
            and named_losses.node_number = reachable_pairs.descendant_number
    union
    select
        carrier_number,
        project_name
    from named_losses
    union
    select
        carrier_number,
        origin_project_name as project_name
    from named_losses
),

project_lists as (
    select
        carrier_number,
        {{ dbt.listagg('project_name', "' '", 'order by project_name') }} as involved_projects
    from projects_between
    group by carrier_number
),

final as (
    select
        'by_name' as condition,
        named_losses.domain,
        named_losses.project_name,
        named_losses.unique_id,
        named_losses.origin_project_name as related_project_name,
        named_losses.origin_unique_id as related_unique_id,
        named_losses.column_key,
        named_losses.column_name,
        named_losses.steps,
        project_lists.involved_projects
    from named_losses
    inner join project_lists
        on named_losses.carrier_number = project_lists.carrier_number
)

select * from final
