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
        min(unique_id) as unique_id,
        count(*) as use_count,
        row_number() over (partition by condition, domain, project_name, meta_key order by stated) as stated_number
    from stated
    group by condition, domain, project_name, meta_key, stated
),

-- of a folder's `+meta` every model has a copy: it is one fault
final as (
    select
        condition,
        domain,
        project_name,
        min(unique_id) as unique_id,
        cast(null as {{ dbt.type_string() }}) as related_project_name,
        cast(null as {{ dbt.type_string() }}) as related_unique_id,
        meta_key,
        cast(sum(use_count) as {{ dbt.type_bigint() }}) as use_count,
        {{ dbt.listagg(
            "case when stated_number <= 5 then stated when stated_number = 6 then '...' end",
            "', '",
            'order by stated_number'
        ) }} as stated
    from numbered
    group by condition, domain, project_name, meta_key
)

select * from final
