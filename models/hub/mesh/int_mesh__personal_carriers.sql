-- Where personal data may be, as far as statements and names tell: in a column of which its project says so, and below
-- it in those of the same name, of which nobody says otherwise.
with

statements as (
    select * from {{ ref('int_mesh__personal_statements') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

columns as (
    select * from {{ ref('dim_mesh__columns') }}
),

unlisted_models as (
    select * from {{ ref('int_mesh__unlisted_models') }}
),

graph_nodes as (
    select * from {{ ref('int_mesh__graph_nodes') }}
),

reachable_pairs as (
    select * from {{ ref('int_mesh__reachable_pairs') }}
),

column_statements as (
    select
        graph_nodes.node_number,
        statements.column_key,
        statements.is_personal,
        statements.is_masked
    from statements
    inner join graph_nodes
        on
            statements.project_name = graph_nodes.project_name
            and statements.unique_id = graph_nodes.unique_id
    where statements.column_key is not null
),

resource_statements as (
    select
        graph_nodes.node_number,
        statements.is_personal,
        statements.is_masked
    from statements
    inner join graph_nodes
        on
            statements.project_name = graph_nodes.project_name
            and statements.unique_id = graph_nodes.unique_id
    where statements.column_key is null
),

told_nodes as (
    select distinct node_number
    from column_statements
    where is_personal
),

-- what is taken out of the mask of a model that is personal as a whole is personal
exposed_columns as (
    select
        column_statements.node_number,
        column_statements.column_key
    from column_statements
    left join resource_statements
        on column_statements.node_number = resource_statements.node_number
    left join told_nodes
        on column_statements.node_number = told_nodes.node_number
    where
        not coalesce(column_statements.is_masked, resource_statements.is_masked, false)
        and (
            column_statements.is_personal
            or (
                column_statements.is_personal is null
                and resource_statements.is_personal
                and resource_statements.is_masked
                and told_nodes.node_number is null
            )
        )
),

reached_columns as (
    select
        node_number,
        column_key
    from exposed_columns
    union
    select
        reachable_pairs.descendant_number as node_number,
        exposed_columns.column_key
    from exposed_columns
    inner join reachable_pairs
        on exposed_columns.node_number = reachable_pairs.ancestor_number
),

node_columns as (
    select
        graph_nodes.node_number,
        lower(columns.column_name) as column_key,
        columns.column_name
    from columns
    inner join graph_nodes
        on
            columns.project_name = graph_nodes.project_name
            and columns.unique_id = graph_nodes.unique_id
),

listed_nodes as (
    select distinct node_number
    from node_columns
),

-- one name may stand in a table twice, in other letters
named_columns as (
    select
        node_columns.node_number,
        node_columns.column_key,
        min(node_columns.column_name) as column_name
    from node_columns
    inner join reached_columns
        on
            node_columns.node_number = reached_columns.node_number
            and node_columns.column_key = reached_columns.column_key
    group by node_columns.node_number, node_columns.column_key
),

-- a source is the table that it names, whatever its YAML lists
carriers as (
    select
        reached_columns.node_number,
        reached_columns.column_key,
        resources.domain,
        resources.project_name,
        resources.unique_id,
        named_columns.column_name,
        exposed_columns.node_number is not null as is_exposed,
        exposed_columns.node_number is null
        and resource_statements.is_personal is null
        and resources.resource_type in ('model', 'snapshot') as is_silent,
        exposed_columns.node_number is not null
        or named_columns.node_number is not null
        or listed_nodes.node_number is null
        or resources.resource_type = 'source' as is_passed_on
    from reached_columns
    inner join graph_nodes
        on reached_columns.node_number = graph_nodes.node_number
    inner join resources
        on
            graph_nodes.project_name = resources.project_name
            and graph_nodes.unique_id = resources.unique_id
    left join exposed_columns
        on
            reached_columns.node_number = exposed_columns.node_number
            and reached_columns.column_key = exposed_columns.column_key
    left join column_statements
        on
            reached_columns.node_number = column_statements.node_number
            and reached_columns.column_key = column_statements.column_key
    left join resource_statements
        on reached_columns.node_number = resource_statements.node_number
    left join named_columns
        on
            reached_columns.node_number = named_columns.node_number
            and reached_columns.column_key = named_columns.column_key
    left join listed_nodes
        on reached_columns.node_number = listed_nodes.node_number
    left join unlisted_models
        on
            graph_nodes.project_name = unlisted_models.project_name
            and graph_nodes.unique_id = unlisted_models.unique_id
    where
        resources.resource_type in ('model', 'snapshot', 'seed', 'source')
        and (
            exposed_columns.node_number is not null
            or (
                column_statements.is_personal is null
                and not coalesce(column_statements.is_masked, resource_statements.is_masked, false)
                and coalesce(resource_statements.is_personal, true)
                and (
                    named_columns.node_number is not null
                    or listed_nodes.node_number is null
                    or resources.resource_type = 'source'
                    or unlisted_models.unique_id is not null
                )
            )
        )
),

final as (
    select
        row_number() over (order by node_number, column_key) as carrier_number,
        node_number,
        column_key,
        domain,
        project_name,
        unique_id,
        column_name,
        is_exposed,
        is_silent,
        is_passed_on
    from carriers
)

select * from final
