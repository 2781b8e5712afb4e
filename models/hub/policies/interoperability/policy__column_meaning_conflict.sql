with

shared_columns as (
    select * from {{ ref('int_mesh__shared_columns') }}
),

meaning_words as (
    select * from {{ ref('int_mesh__meaning_words') }}
),

policies as (
    select * from {{ ref('int_mesh__policies_in_force') }}
),

tightened_policies as (
    select * from {{ ref('int_mesh__tightened_policies') }}
),

-- other thresholds may be no numbers
thresholds as (
    select
        condition,
        max(case when policy_id = 'column_meaning_conflict' then cast(threshold as {{ dbt.type_float() }}) end)
            as threshold
    from policies
    group by condition
),

word_counts as (
    select
        column_key,
        description,
        count(*) as word_count
    from meaning_words
    group by column_key, description
),

-- of a text of one word or none nobody knows what it means
described_columns as (
    select
        shared_columns.column_key,
        shared_columns.domain,
        shared_columns.project_name,
        shared_columns.unique_id,
        shared_columns.column_name,
        shared_columns.description,
        word_counts.word_count,
        case when shared_columns.is_measure and not shared_columns.is_key then 'measure' else 'other' end as condition
    from shared_columns
    inner join word_counts
        on
            shared_columns.column_key = word_counts.column_key
            and shared_columns.description = word_counts.description
    where word_counts.word_count > 1
),

texts as (
    select
        column_key,
        description,
        word_count,
        min(domain) as first_domain,
        max(domain) as last_domain,
        count(distinct domain) as domain_count,
        count(*) as product_count
    from described_columns
    group by column_key, description, word_count
),

ranked_texts as (
    select
        *,
        row_number() over (
            partition by column_key
            order by domain_count desc, product_count desc, description asc
        ) as text_rank
    from texts
),

-- What most domains say, and beside it what is least like that. All are compared with these two and not with each
-- other, of which there may be very many pairs.
commonest as (
    select *
    from ranked_texts
    where text_rank = 1
),

likeness_to_commonest as (
    select
        texts.column_key,
        texts.description,
        count(common_words.word) as common_count
    from texts
    inner join commonest
        on texts.column_key = commonest.column_key
    inner join meaning_words
        on
            texts.column_key = meaning_words.column_key
            and texts.description = meaning_words.description
    left join meaning_words as common_words
        on
            commonest.column_key = common_words.column_key
            and commonest.description = common_words.description
            and meaning_words.word = common_words.word
    group by texts.column_key, texts.description
),

ranked_by_likeness as (
    select
        texts.*,
        row_number() over (
            partition by texts.column_key
            order by
                likeness_to_commonest.common_count * 1.0
                / case when texts.word_count < commonest.word_count then texts.word_count else commonest.word_count end,
                texts.description
        ) as unlikeness_rank
    from texts
    inner join commonest
        on texts.column_key = commonest.column_key
    inner join likeness_to_commonest
        on
            texts.column_key = likeness_to_commonest.column_key
            and texts.description = likeness_to_commonest.description
    -- what one domain alone says in two ways is its own affair; no text is of more domains than the commonest
    where
        commonest.first_domain <> commonest.last_domain
        or texts.first_domain <> commonest.first_domain
),

standards as (
    select
        column_key,
        description,
        word_count,
        first_domain,
        last_domain
    from commonest
    union all
    select
        column_key,
        description,
        word_count,
        first_domain,
        last_domain
    from ranked_by_likeness
    where unlikeness_rank = 1
),

likeness as (
    select
        texts.column_key,
        texts.description,
        standards.description as other_description,
        standards.first_domain,
        standards.last_domain,
        100.0 * count(common_words.word)
        / min(case when texts.word_count < standards.word_count then texts.word_count else standards.word_count end)
            as common_percentage
    from texts
    inner join standards
        on
            texts.column_key = standards.column_key
            and texts.description <> standards.description
    inner join meaning_words
        on
            texts.column_key = meaning_words.column_key
            and texts.description = meaning_words.description
    left join meaning_words as common_words
        on
            standards.column_key = common_words.column_key
            and standards.description = common_words.description
            and meaning_words.word = common_words.word
    group by
        texts.column_key, texts.description, standards.description, standards.first_domain, standards.last_domain
),

opposed as (
    select
        described_columns.column_key,
        described_columns.condition,
        described_columns.domain,
        described_columns.project_name,
        described_columns.unique_id,
        described_columns.column_name,
        described_columns.description,
        likeness.other_description,
        case
            when likeness.first_domain <> described_columns.domain then likeness.first_domain
            else likeness.last_domain
        end as other_domain,
        row_number() over (
            partition by
                described_columns.column_key,
                described_columns.domain,
                described_columns.project_name,
                described_columns.unique_id
            order by
                likeness.common_percentage,
                likeness.other_description,
                described_columns.column_name
        ) as opposed_number,
        row_number() over (
            partition by described_columns.column_key, described_columns.domain, described_columns.project_name
            order by
                likeness.common_percentage,
                likeness.other_description,
                described_columns.unique_id,
                described_columns.column_name
        ) as member_number
    from described_columns
    inner join likeness
        on
            described_columns.column_key = likeness.column_key
            and described_columns.description = likeness.description
            and (
                described_columns.domain <> likeness.first_domain
                or described_columns.domain <> likeness.last_domain
            )
    inner join thresholds
        on described_columns.condition = thresholds.condition
    left join tightened_policies
        on
            described_columns.project_name = tightened_policies.project_name
            and described_columns.unique_id = tightened_policies.unique_id
            and described_columns.condition = tightened_policies.condition
            and tightened_policies.policy_id = 'column_meaning_conflict'
    where likeness.common_percentage < coalesce(tightened_policies.threshold, thresholds.threshold)
),

numbered_columns as (
    select
        column_key,
        description,
        domain,
        project_name,
        unique_id,
        row_number() over (
            partition by column_key, description, domain
            order by project_name, unique_id
        ) as number_in_domain
    from described_columns
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
        from described_columns
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
        opposed.condition,
        opposed.domain,
        opposed.project_name,
        opposed.unique_id,
        others.project_name as related_project_name,
        others.unique_id as related_unique_id,
        project_lists.involved_projects,
        opposed.member_number,
        opposed.column_key,
        opposed.column_name,
        {{ mesh_commons._shortened('opposed.description') }} as meaning,
        {{ mesh_commons._shortened('opposed.other_description') }} as related_meaning
    from opposed
    inner join numbered_columns as others
        on
            opposed.column_key = others.column_key
            and opposed.other_description = others.description
            and opposed.other_domain = others.domain
            and others.number_in_domain = 1
    left join project_lists
        on opposed.column_key = project_lists.column_key
    where opposed.opposed_number = 1
)

select * from final
