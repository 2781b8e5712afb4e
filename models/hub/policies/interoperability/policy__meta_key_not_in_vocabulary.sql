with

statements as (
    select * from {{ ref('int_mesh__meta_statements') }}
),

vocabulary as (
    select * from {{ ref('int_mesh__meta_vocabulary') }}
),

agreed as (
    select count(*) as agreed_count
    from vocabulary
    where is_agreed
),

-- as long as the domains have agreed on no key, none is beside it
faults as (
    select
        statements.*,
        case
            when not statements.is_known and agreed.agreed_count > 0 then 'unknown'
            when statements.is_known and not statements.is_in_place then 'wrong_place'
            when statements.is_in_place and not statements.is_allowed then 'wrong_value'
        end as condition
    from statements
    cross join agreed
),

-- of a folder's `+meta` every model has a copy: it is one fault
keys as (
    select
        condition,
        domain,
        project_name,
        meta_key,
        min(unique_id) as unique_id,
        count(*) as use_count
    from faults
    where condition is not null
    group by condition, domain, project_name, meta_key
),

stated as (
    select distinct
        condition,
        domain,
        project_name,
        meta_key,
        case when condition = 'wrong_value' then {{ mesh_commons._shortened('meta_value') }} else place end as stated
    from faults
    where condition is not null
),

numbered as (
    select
        *,
        row_number() over (partition by condition, domain, project_name, meta_key order by stated) as stated_number
    from stated
),

stated_lists as (
    select
        condition,
        domain,
        project_name,
        meta_key,
        {{ dbt.listagg(
            "case when stated_number > 5 then '...' else stated end", "', '", 'order by stated_number'
        ) }} as stated
    from numbered
    where stated_number <= 6
    group by condition, domain, project_name, meta_key
),

final as (
    select
        keys.condition,
        keys.domain,
        keys.project_name,
        keys.unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        keys.meta_key,
        keys.use_count,
        stated_lists.stated
    from keys
    inner join stated_lists
        on
            keys.condition = stated_lists.condition
            and keys.domain = stated_lists.domain
            and keys.project_name = stated_lists.project_name
            and keys.meta_key = stated_lists.meta_key
)

select * from final
