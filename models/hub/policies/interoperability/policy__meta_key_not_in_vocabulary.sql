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

stated as (
    select
        condition,
        domain,
        project_name,
        meta_key,
        unique_id,
        case when condition = 'wrong_value' then {{ mesh_commons._shortened('meta_value') }} else place end as stated
    from faults
    where condition is not null
),

numbered as (
    select
        condition,
        domain,
        project_name,
        meta_key,
        stated,
        count(*) as use_count,
        row_number() over (partition by condition, domain, project_name, meta_key order by stated) as stated_number
    from stated
    group by condition, domain, project_name, meta_key, stated
),

totals as (
    select
        condition,
        domain,
        project_name,
        meta_key,
        cast(sum(use_count) as {{ dbt.type_bigint() }}) as use_count,
        {{ dbt.listagg(
            "case when stated_number <= 5 then stated when stated_number = 6 then '...' end",
            "', '",
            'order by stated_number'
        ) }} as stated
    from numbered
    group by condition, domain, project_name, meta_key
),

members as (
    select
        condition,
        domain,
        project_name,
        meta_key,
        unique_id,
        row_number() over (partition by condition, domain, project_name, meta_key order by unique_id) as member_number
    from stated
    group by condition, domain, project_name, meta_key, unique_id
),

-- of a folder's `+meta` every model has a copy: it is one fault
final as (
    select
        members.condition,
        members.domain,
        members.project_name,
        members.unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        members.member_number,
        members.meta_key,
        totals.use_count,
        totals.stated
    from members
    inner join totals
        on
            members.condition = totals.condition
            and members.domain = totals.domain
            and members.project_name = totals.project_name
            and members.meta_key = totals.meta_key
)

select * from final
