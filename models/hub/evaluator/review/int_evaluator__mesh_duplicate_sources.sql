-- A relation that several sources of the mesh declare; one project sees its own declarations only.
with

resources as (
    select * from {{ ref('dim_mesh__resources') }}
),

sources as (
    select *
    from resources
    where resource_type = 'source' and relation_key is not null
),

counted as (
    select
        project_name,
        unique_id,
        domain,
        relation_key,
        count(*) over (partition by relation_key, warehouse) as declaration_count,
        count(*) over (partition by relation_key, warehouse, project_name) as own_declaration_count
    from sources
),

final as (
    select
        project_name,
        unique_id,
        true as is_finding_in_mesh,
        {{ dbt.concat([
            'relation_key', "' is declared '", 'cast(declaration_count as ' ~ dbt.type_string() ~ ')',
            "' times in the mesh, '", 'cast(own_declaration_count as ' ~ dbt.type_string() ~ ')', "' times here'"
        ]) }} as detail,
        own_declaration_count > 1 as is_finding_in_project
    from counted
    where declaration_count > 1
)

select * from final
