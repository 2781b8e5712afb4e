with

crossing_refs as (
    select * from {{ ref('int_mesh__crossing_refs') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

tightened_policies as (
    select * from {{ ref('int_mesh__tightened_policies') }}
),

policies as (
    select * from {{ ref('int_mesh__policies_in_force') }}
),

-- other thresholds may be no numbers; without one the other conditions are still found
thresholds as (
    select
        max(
            case
                when policy_id = 'ref_to_deprecated_version' and condition = 'soon'
                    then cast(threshold as {{ dbt.type_int() }})
            end
        ) as threshold
    from policies
),

models as (
    select
        project_name,
        unique_id,
        package_name,
        name,
        access,
        version,
        latest_version,
        cast(deprecation_date as date) as deprecated_on,
        {{ mesh_commons._version_number('version') }} as version_number,
        {{ mesh_commons._version_number('latest_version') }} as latest_number
    from resources
    where resource_type = 'model'
),

placed_models as (
    select
        *,
        coalesce(version_number = latest_number, version = latest_version) as is_latest,
        coalesce(version_number < latest_number, version < latest_version) as is_superseded
    from models
),

-- what may be read in its place: not what no other domain may read, nor what goes no later
siblings as (
    select
        placed_models.project_name,
        placed_models.unique_id,
        others.version,
        others.version_number,
        others.deprecated_on,
        others.is_latest,
        coalesce(others.access, 'public') = 'public'
        and coalesce(
            others.deprecated_on > placed_models.deprecated_on
            and others.deprecated_on > {{ mesh_commons._today() }},
            others.deprecated_on is null
        ) as is_open
    from placed_models
    inner join placed_models as others
        on
            placed_models.project_name = others.project_name
            and placed_models.package_name = others.package_name
            and placed_models.name = others.name
            and placed_models.unique_id <> others.unique_id
),

ranked_siblings as (
    select
        project_name,
        unique_id,
        version,
        is_latest,
        is_open,
        max(case when is_latest then 1 else 0 end) over (partition by project_name, unique_id) = 1 as has_latest,
        row_number() over (
            partition by project_name, unique_id
            order by
                case when is_open then 0 else 1 end,
                case when is_latest then 0 else 1 end,
                case when deprecated_on is null then 0 else 1 end,
                deprecated_on desc,
                version_number desc,
                version desc
        ) as sibling_number
    from siblings
),

-- a latest version that could not be read is one for all that
successors as (
    select
        placed_models.project_name,
        placed_models.unique_id,
        coalesce(ranked_siblings.has_latest, false) and not (ranked_siblings.is_latest and ranked_siblings.is_open)
            as is_latest_closed,
        case
            when ranked_siblings.is_open then ranked_siblings.version
            when not coalesce(ranked_siblings.has_latest, false) and not placed_models.is_latest
                then placed_models.latest_version
        end as version
    from placed_models
    left join ranked_siblings
        on
            placed_models.project_name = ranked_siblings.project_name
            and placed_models.unique_id = ranked_siblings.unique_id
            and ranked_siblings.sibling_number = 1
),

readings as (
    select
        crossing_refs.domain,
        crossing_refs.project_name,
        crossing_refs.unique_id,
        crossing_refs.parent_project_name as related_project_name,
        crossing_refs.parent_unique_id as related_unique_id,
        placed_models.name,
        placed_models.latest_version,
        placed_models.is_superseded and not successors.is_latest_closed as is_superseded,
        placed_models.deprecated_on,
        {{ dbt.datediff(
            mesh_commons._today(), 'placed_models.deprecated_on', 'day'
        ) }} as days_left,
        successors.version as successor_version,
        coalesce(tightened_policies.threshold, thresholds.threshold) as most_days
    from crossing_refs
    inner join placed_models
        on
            crossing_refs.parent_project_name = placed_models.project_name
            and crossing_refs.parent_unique_id = placed_models.unique_id
    cross join thresholds
    inner join successors
        on
            placed_models.project_name = successors.project_name
            and placed_models.unique_id = successors.unique_id
    left join tightened_policies
        on
            crossing_refs.project_name = tightened_policies.project_name
            and crossing_refs.unique_id = tightened_policies.unique_id
            and tightened_policies.policy_id = 'ref_to_deprecated_version'
            and tightened_policies.condition = 'soon'
),

-- dbt warns from the day itself on
judged as (
    select
        *,
        case
            when days_left <= 0 then 'past'
            when days_left <= most_days then 'soon'
            when is_superseded then 'superseded'
        end as condition
    from readings
),

final as (
    select
        condition,
        domain,
        project_name,
        unique_id,
        related_project_name,
        related_unique_id,
        deprecated_on,
        days_left,
        latest_version,
        case
            when successor_version is null then 'what its owner names'
            else {{ mesh_commons._ref_call('related_project_name', 'name', 'successor_version') }}
        end as successor
    from judged
    where condition is not null
)

select * from final
