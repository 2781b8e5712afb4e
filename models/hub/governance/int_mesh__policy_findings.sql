{#- Each policy, and the details that its model gives beside the keys: places of the seed's templates. -#}
{%- set policies = {
    'artifacts_stale': ['written_on'],
    'code_column_not_conformed': ['column_name', 'reference'],
    'column_meaning_conflict': ['column_name', 'meaning', 'related_meaning'],
    'column_type_conflict': ['column_name', 'data_type', 'related_data_type', 'types'],
    'cycle_between_models': ['model_count', 'circles', 'members'],
    'grant_to_outsider': ['grantees'],
    'macro_defined_in_several_domains': ['callers', 'domains', 'shared_macro'],
    'meta_key_not_in_vocabulary': ['meta_key', 'use_count', 'stated'],
    'model_outside_domain_schema': ['owner_domain', 'home_schemas'],
    'pii_exposed': ['column_list'],
    'pii_lost_downstream': ['column_name', 'steps'],
    'policy_weakened': [
        'stated_policy', 'setting', 'stated_value', 'stated_at', 'read_keys', 'right_place', 'test_count', 'first_test'
    ],
    'possible_back_door': [],
    'public_model_name_taken': ['domains'],
    'public_model_not_persisted': ['materialized'],
    'public_model_undocumented': ['column_list'],
    'public_model_unused': [],
    'public_model_without_contract': [],
    'public_model_without_freshness': ['source_count', 'unwatched_source_count'],
    'public_model_without_owner': [],
    'public_model_without_primary_key': [],
    'ref_to_deprecated_version': ['deprecated_on', 'days_left', 'latest_version', 'successor'],
    'ref_to_non_public_model': [],
    'relation_built_by_several_projects': [],
    'source_claimed_by_several_domains': ['domains', 'owner_domain'],
    'source_is_another_domains_model': [],
    'source_without_owner': ['raw_schema', 'source_count'],
    'unknown_dependency': ['parents'],
} -%}
{#-
    What a finding is about: its resource, unless that is only the first of several that may stand for it. A table is
    claimed by a project, whichever of its sources is named, a schema is read by it likewise, and a column of one name
    or a key of `meta` is in it, whichever of its models is named; and a macro that dbt calls by name is one fact of
    the mesh.
-#}
{%- set resource = dbt.concat(["findings.project_name", "'|'", "findings.unique_id"]) -%}
{%- set subjects = {
    'column_meaning_conflict': dbt.concat(["findings.project_name", "'|'", "findings.column_key"]),
    'column_type_conflict': dbt.concat(["findings.project_name", "'|'", "findings.column_key"]),
    'macro_defined_in_several_domains': "case when findings.condition = 'called_by_dbt' then "
        ~ dbt.split_part("findings.unique_id", "'.'", 3) ~ " else " ~ resource ~ " end",
    'meta_key_not_in_vocabulary': dbt.concat(["findings.project_name", "'|'", "findings.meta_key"]),
    'source_claimed_by_several_domains': dbt.concat(["findings.project_name", "'|'", "findings.relation_key"]),
    'source_without_owner': dbt.concat(["findings.project_name", "'|'", "findings.raw_schema"]),
} -%}
{#-
    What tells two findings of one policy and subject apart. Where each pair is a fact of its own, it is the related
    resource. Where the related one is only an example of a counterpart, it is nothing: the finding stays the same
    finding when another example is named, from which it may take another condition; only where two conditions can hold
    of one subject at once do they tell findings apart. The domain is none, because a registry renames it; but one
    source may be read by the domain of its project and by another one, such as a group in it. Of those nothing but the
    name is left to tell them apart.
-#}
{%- set related = ["findings.related_project_name", "findings.related_unique_id"] -%}
{%- set other_domain = ["case when findings.domain <> projects.domain then findings.domain end"] -%}
{%- set identities = {
    'code_column_not_conformed': ["findings.column_key"],
    'column_meaning_conflict': other_domain,
    'column_type_conflict': other_domain,
    'grant_to_outsider': ["findings.condition"],
    'meta_key_not_in_vocabulary': ["findings.condition"] + other_domain,
    'pii_exposed': ["findings.condition"],
    'pii_lost_downstream': ["findings.column_key"],
    'possible_back_door': other_domain,
    'public_model_undocumented': ["case when findings.condition = 'columns' then findings.condition end"],
    'ref_to_deprecated_version': related,
    'ref_to_non_public_model': related,
    'policy_weakened': ["findings.statement_key"],
    'source_claimed_by_several_domains': other_domain,
    'source_is_another_domains_model': related + other_domain,
    'source_without_owner': other_domain,
} -%}
{#- Policies of which a finding may involve more projects than its own and the related one; their models list them. -#}
{%- set several = [
    'column_meaning_conflict',
    'column_type_conflict',
    'cycle_between_models',
    'macro_defined_in_several_domains',
    'pii_lost_downstream',
    'public_model_name_taken',
    'relation_built_by_several_projects',
    'source_claimed_by_several_domains',
] -%}

{#-
    Policies of which one finding may be about several resources: their models give a row of each, in the order in which
    they may stand for it. Which one does is chosen where exceptions and what domains tighten are known.
-#}
{%- set shared = [
    'column_meaning_conflict',
    'column_type_conflict',
    'meta_key_not_in_vocabulary',
    'source_claimed_by_several_domains',
    'source_without_owner',
] -%}

with

policies as (
    select * from {{ ref('mesh_policies') }}
),

projects as (
    select * from {{ ref('dim_mesh__projects') }}
),

final as (
    {%- for policy, details in policies.items() %}
    {{ mesh_commons._policy_finding_rows(
        policy,
        details,
        identity=[subjects.get(policy, resource)] + identities.get(policy, []),
        involved_projects='findings.involved_projects' if policy in several,
        member_number='findings.member_number' if policy in shared
    ) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select * from final
