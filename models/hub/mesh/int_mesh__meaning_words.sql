{#- Words that say nothing of what a column means, and what stands where nobody has written yet. -#}
{%- set empty_words = [
    'a', 'an', 'and', 'any', 'are', 'as', 'at', 'be', 'been', 'being', 'boolean', 'but', 'by', 'can', 'column', 'date',
    'denote', 'describe', 'description', 'each', 'either', 'equal', 'field', 'flag', 'for', 'from', 'given', 'had',
    'has', 'have', 'here', 'how', 'identifie', 'identify', 'if', 'in', 'indicate', 'indicating', 'indicator', 'into',
    'is', 'it', 'many', 'may', 'most', 'much', 'no', 'not', 'number', 'of', 'off', 'on', 'one', 'or', 'our', 'out',
    'over', 'per', 'placeholder', 'represent', 'representing', 'set', 'show', 'showing', 'so', 'specifie', 'specify',
    'string', 'such', 'sum', 'tbd', 'than', 'that', 'the', 'their', 'then', 'there', 'these', 'they', 'thi', 'this',
    'those', 'to', 'todo', 'total', 'true', 'false', 'undocumented', 'unknown', 'up', 'value', 'wa', 'was', 'we',
    'were', 'what', 'when', 'where', 'whether', 'which', 'while', 'who', 'whom', 'whose', 'will', 'with', 'within',
    'yes', 'you', 'your'
] -%}
{#- The last of them are what word processors make of quotation marks and dashes. -#}
{%- set signs = '.,;:!?()[]<>{}*#`_/|=+-&%$"\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u2022' -%}
{%- set marks = "'" ~ signs ~ "''' || chr(9) || chr(10) || chr(13) || chr(160)" -%}
{%- set blanks = "'" ~ ' ' * (signs | length + 5) ~ "'" -%}
{%- set spaced = 'translate(lower(description), ' ~ marks ~ ', ' ~ blanks ~ ')' -%}
{%- set max_words = 40 -%}

with

shared_columns as (
    select * from {{ ref('int_mesh__shared_columns') }}
),

described_columns as (
    select distinct
        column_key,
        description
    from shared_columns
    where description is not null
),

-- several blanks become one, up to eight of them at once
normalised as (
    select
        column_key,
        description,
        {{ dbt.concat(["' '", dbt.replace('column_key', "'_'", "' '"), "' '"]) }} as name_words,
        trim({{ dbt.replace(dbt.replace(dbt.replace(spaced, "'  '", "' '"), "'  '", "' '"), "'  '", "' '") }}) as words
    from described_columns
),

split_words as (
    {%- for number in range(1, max_words + 1) %}
    select
        column_key,
        description,
        name_words,
        {{ dbt.split_part('words', "' '", number) }} as word
    from normalised
    where length(words) - length({{ dbt.replace('words', "' '", "''") }}) >= {{ number - 1 }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- `order` and `orders` are one word
singular_words as (
    select
        column_key,
        description,
        name_words,
        case
            when length(word) > 2 and {{ dbt.right('word', 1) }} = 's' then substr(word, 1, length(word) - 1)
            else word
        end as word
    from split_words
    -- such as what an apostrophe leaves
    where length(word) > 1
),

-- every text repeats the words of the name: they tell no two apart
final as (
    select distinct
        column_key,
        description,
        word
    from singular_words
    where
        word not in ({{ mesh_commons._quoted_list(empty_words) }})
        and {{ dbt.position(dbt.concat(["' '", 'word', "' '"]), 'name_words') }} = 0
        and {{ dbt.position(dbt.concat(["' '", 'word', "'s '"]), 'name_words') }} = 0
)

select * from final
