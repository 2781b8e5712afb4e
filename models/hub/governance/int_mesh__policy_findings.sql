{#- Each policy, and the details that its model gives beside the keys: places of the seed's templates. -#}
{%- set policies = {
    'cycle_between_models': ['model_count', 'members'],
    'macro_defined_in_several_domains': ['callers', 'domains', 'shared_macro'],
    'possible_back_door': [],
    'public_model_without_contract': [],
    'public_model_without_owner': [],
    'ref_to_non_public_model': [],
    'relation_built_by_several_projects': [],
    'source_claimed_by_several_domains': ['domains', 'owner_domain'],
    'source_is_another_domains_model': [],
    'unknown_dependency': ['parents'],
} -%}

with

policies as (
    select * from {{ ref('mesh_policies') }}
),

final as (
    {%- for policy, details in policies.items() %}
    {%- set places = {} -%}
    {%- for detail in details -%}
    {%- do places.update({detail: mesh_commons._place_value('findings.' ~ detail)}) -%}
    {%- endfor %}
    select
        '{{ policy }}' as policy_id,
        findings.condition,
        findings.domain,
        findings.project_name,
        findings.unique_id,
        findings.related_project_name,
        findings.related_unique_id,
        {{ mesh_commons._filled('policies.message', places) }} as message,
        {{ mesh_commons._filled('policies.remedy', places) }} as fix
    from {{ ref('policy__' ~ policy) }} as findings
    left join policies
        on
            policies.policy_id = '{{ policy }}'
            and findings.condition = policies.condition
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from final
