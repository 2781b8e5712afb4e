{%- set policies = [
    ref('policy__cycle_between_models'),
    ref('policy__macro_defined_in_several_domains'),
    ref('policy__public_model_without_contract'),
    ref('policy__ref_to_non_public_model'),
    ref('policy__relation_built_by_several_projects'),
    ref('policy__source_claimed_by_several_domains'),
    ref('policy__source_is_another_domains_model'),
] -%}

with

final as (
    {%- for policy in policies %}
    select
        policy_id,
        condition,
        domain,
        project_name,
        unique_id,
        related_project_name,
        related_unique_id,
        message,
        fix
    from {{ policy }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from final
