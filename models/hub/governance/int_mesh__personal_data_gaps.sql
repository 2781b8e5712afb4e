-- Why nobody can tell whether personal data shows, or goes unmarked to another domain.
{%- set no_counterpart = "cast(null as " ~ dbt.type_string() ~ ")" %}
{%- set counted = "cast(model_count as " ~ dbt.type_string() ~ ")" %}
{%- set list_columns = "'Enforce their contracts, or gather catalog.json, which `dbt docs generate` writes.'" %}
with

data_products as (
    select * from {{ ref('dim_mesh__data_products') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

gather_warnings as (
    select * from {{ ref('stg_artifacts__gather_warnings') }}
),

unlisted_models as (
    select * from {{ ref('int_mesh__unlisted_models') }}
),

carriers as (
    select * from {{ ref('int_mesh__personal_carriers') }}
),

ways as (
    select * from {{ ref('int_mesh__personal_ways') }}
),

graph_nodes as (
    select * from {{ ref('int_mesh__graph_nodes') }}
),

reachable_pairs as (
    select * from {{ ref('int_mesh__reachable_pairs') }}
),

unlisted_products as (
    select
        data_products.project_name,
        count(*) as model_count,
        min(data_products.unique_id) as first_model
    from data_products
    inner join unlisted_models
        on
            data_products.project_name = unlisted_models.project_name
            and data_products.unique_id = unlisted_models.unique_id
    group by data_products.project_name
),

-- a model that personal data of another domain may have come to, in a column that nobody wrote down
unlisted_descendants as (
    select
        unlisted_carriers.project_name,
        count(distinct unlisted_carriers.node_number) as model_count,
        min(unlisted_carriers.unique_id) as first_model
    from ways
    inner join carriers as origins
        on ways.ancestor_number = origins.carrier_number
    inner join carriers as unlisted_carriers
        on ways.descendant_number = unlisted_carriers.carrier_number
    where
        unlisted_carriers.is_silent
        and unlisted_carriers.column_name is null
        and unlisted_carriers.domain <> origins.domain
    group by unlisted_carriers.project_name
),

unheard_projects as (
    select project_name
    from projects
    where evidence_route = 'evaluator'
    union
    select project_name
    from gather_warnings
    where section in ('resources', 'node_columns', 'meta')
),

unheard_nodes as (
    select
        graph_nodes.node_number,
        graph_nodes.project_name,
        resources.domain
    from unheard_projects
    inner join graph_nodes
        on unheard_projects.project_name = graph_nodes.project_name
    inner join resources
        on
            graph_nodes.project_name = resources.project_name
            and graph_nodes.unique_id = resources.unique_id
),

-- of a project that is unheard itself nothing is judged anyway
heard_nodes as (
    select
        graph_nodes.node_number,
        graph_nodes.project_name,
        resources.domain
    from graph_nodes
    inner join resources
        on
            graph_nodes.project_name = resources.project_name
            and graph_nodes.unique_id = resources.unique_id
    left join unheard_projects
        on graph_nodes.project_name = unheard_projects.project_name
    where unheard_projects.project_name is null
),

final as (
    select
        project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'all_columns' as evidence,
        {{ dbt.concat([
            "'Public models without a contract, and in no catalog, may have columns that nobody wrote down: '", counted,
            "', such as '", 'first_model', "'.'"
        ]) }} as reason,
        {{ list_columns }} as remedy
    from unlisted_products
    union all
    select
        project_name,
        {{ no_counterpart }} as counterpart_project_name,
        'descents' as evidence,
        {{ dbt.concat([
            "'Models without a contract, and in no catalog, may have columns that nobody wrote down, with personal data '",
            "'of another domain: '", counted, "', such as '", 'first_model', "'.'"
        ]) }} as reason,
        {{ list_columns }} as remedy
    from unlisted_descendants
    union all
    select distinct
        heard_nodes.project_name,
        unheard_nodes.project_name as counterpart_project_name,
        'descents' as evidence,
        {{ dbt.concat([
            "'It descends from '", 'unheard_nodes.project_name',
            "', and what is said there of personal data is not, or not all, known.'"
        ]) }} as reason,
        {{ dbt.concat([
            "'Gather the artifacts of '", 'unheard_nodes.project_name', "', and mend what could not be read.'"
        ]) }} as remedy
    from unheard_nodes
    inner join reachable_pairs
        on unheard_nodes.node_number = reachable_pairs.ancestor_number
    inner join heard_nodes
        on
            reachable_pairs.descendant_number = heard_nodes.node_number
            and unheard_nodes.domain <> heard_nodes.domain
)

select * from final
