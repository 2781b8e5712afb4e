with

shared_columns as (
    select * from {{ ref('int_mesh__shared_columns') }}
),

-- what is not known is not accused
typed_columns as (
    select *
    from shared_columns
    where type_family is not null
),

numbers as (
    select
        column_key,
        max(case when type_family = 'integer' then 1 else 0 end) as has_integers,
        max(case when type_family = 'decimal' then 1 else 0 end) as has_decimals
    from typed_columns
    group by column_key
),

-- a number without its scale, as many catalogs have it, is what the others are, if those agree
compared_columns as (
    select
        typed_columns.*,
        case
            when typed_columns.type_family <> 'number' then typed_columns.type_family
            when numbers.has_integers + numbers.has_decimals = 2 then null
            when numbers.has_integers = 1 then 'integer'
            when numbers.has_decimals = 1 then 'decimal'
            else 'number'
        end as family
    from typed_columns
    inner join numbers
        on typed_columns.column_key = numbers.column_key
),

numbered_columns as (
    select
        *,
        row_number() over (
            partition by column_key, family, domain
            order by project_name, unique_id, column_name
        ) as number_in_domain
    from compared_columns
    where family is not null
),

families as (
    select
        column_key,
        family,
        min(domain) as first_domain,
        max(domain) as last_domain,
        count(distinct domain) as domain_count
    from numbered_columns
    group by column_key, family
),

-- each family beside another one that another domain has: there are few families, whatever the number of domains
opposed as (
    select
        numbered_columns.column_key,
        numbered_columns.domain,
        numbered_columns.project_name,
        numbered_columns.unique_id,
        numbered_columns.column_name,
        numbered_columns.data_type,
        numbered_columns.is_key,
        families.family as other_family,
        case
            when families.first_domain <> numbered_columns.domain then families.first_domain
            else families.last_domain
        end as other_domain,
        row_number() over (
            partition by
                numbered_columns.column_key,
                numbered_columns.domain,
                numbered_columns.project_name,
                numbered_columns.unique_id
            order by
                families.domain_count desc,
                families.family asc,
                numbered_columns.column_name asc
        ) as opposed_number,
        row_number() over (
            partition by numbered_columns.column_key, numbered_columns.domain, numbered_columns.project_name
            order by
                families.domain_count desc,
                families.family asc,
                numbered_columns.unique_id asc,
                numbered_columns.column_name asc
        ) as member_number
    from numbered_columns
    inner join families
        on
            numbered_columns.column_key = families.column_key
            and numbered_columns.family <> families.family
            and (
                numbered_columns.domain <> families.first_domain
                or numbered_columns.domain <> families.last_domain
            )
),

domains_of_families as (
    select
        column_key,
        family,
        domain,
        row_number() over (partition by column_key, family order by domain) as domain_number
    from numbered_columns
    where number_in_domain = 1
),

family_texts as (
    select
        column_key,
        family,
        {{ dbt.listagg(
            "case when domain_number > 5 then '...' else domain end", "', '", 'order by domain_number'
        ) }} as domains
    from domains_of_families
    where domain_number <= 6
    group by column_key, family
),

type_lists as (
    select
        column_key,
        {{ dbt.listagg(dbt.concat(['family', "' in '", 'domains']), "'; '", 'order by family') }} as types
    from family_texts
    group by column_key
),

projects_of_columns as (
    select
        column_key,
        project_name,
        row_number() over (partition by column_key order by project_name) as project_number
    from (
        select distinct
            column_key,
            project_name
        from numbered_columns
    ) as distinct_projects
),

-- of very many no list is kept in each finding, which names its own project and the related one anyway
project_lists as (
    select
        column_key,
        {{ dbt.listagg('project_name', "' '", 'order by project_number') }} as involved_projects
    from projects_of_columns
    group by column_key
    having count(*) <= 100
),

final as (
    select
        case when opposed.is_key then 'key' else 'other' end as condition,
        opposed.domain,
        opposed.project_name,
        opposed.unique_id,
        others.project_name as related_project_name,
        others.unique_id as related_unique_id,
        project_lists.involved_projects,
        opposed.member_number,
        opposed.column_key,
        opposed.column_name,
        opposed.data_type,
        others.data_type as related_data_type,
        type_lists.types
    from opposed
    inner join numbered_columns as others
        on
            opposed.column_key = others.column_key
            and opposed.other_family = others.family
            and opposed.other_domain = others.domain
            and others.number_in_domain = 1
    inner join type_lists
        on opposed.column_key = type_lists.column_key
    left join project_lists
        on opposed.column_key = project_lists.column_key
    where opposed.opposed_number = 1
)

select * from final
