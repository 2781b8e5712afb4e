{% test has_no_findings(model, policy_id=none) %}
    {#-
        Fails where one finding of the policy is an error, warns where all of them are warnings. Findings of domains that
        this run does not answer for fail nobody: `_judged_domains`. Without a policy it is about the rules that
        domains bring themselves. It reads the findings by
        ref, whatever model it stands at: so it runs after them, and a failure holds back nothing that is built.
    -#}
    {%- set thresholds = mesh_commons._finding_thresholds() %}
    {{ config(warn_if=thresholds.warn_if, error_if=thresholds.error_if) }}
    {%- set domains = mesh_commons._judged_domains() %}

with

findings as (
    select * from {{ ref('fct_mesh__findings') }}
),

final as (
    select
        severity,
        domain,
        project_name,
        unique_id,
        message,
        fix
    from findings
    where
        {{ "found_by = 'domain'" if policy_id is none else "policy_id = '" ~ policy_id ~ "'" }}
        and severity in ('error', 'warn')
        and not is_excepted
        {%- if domains is not none %}
        and lower(domain) in ({{ mesh_commons._quoted_list(domains) }})
        {%- endif %}
)

select * from final

{% endtest %}
