{% macro print_findings(format=none, limit=200) %}
    {#-
        After the hub's run, by `dbt run-operation print_findings` or in an `on-run-end` of a hub's own: print the
        findings into the log. `format` is `table` or `json`, one object per finding and line; by default the variable
        `mesh_print_findings`, else a table where it is asked for as an operation, and nothing in a hook. At most
        `limit` findings, the gravest first, the excepted ones left out. Prints nothing in a project that does not build
        the findings.
    -#}
    {%- set is_operation = flags.WHICH == 'run-operation' -%}
    {%- set format = format or var('mesh_print_findings', none) or ('table' if is_operation else none) -%}
    {%- if format and format not in ['table', 'json'] -%}
        {{ exceptions.raise_compiler_error(
            "print_findings: no format '" ~ format ~ "'. Set mesh_print_findings to table or json."
        ) }}
    {%- endif -%}
    {%- set findings = graph.nodes.get('model.mesh_commons.fct_mesh__findings') if execute -%}
    {%- if format and findings and flags.WHICH in ['build', 'run', 'test', 'run-operation'] -%}
        {%- set query -%}
            select severity, domain, project_name, policy_id, unique_id, message, fix
            from {{ findings.relation_name }}
            where not is_excepted
            order by
                case severity when 'error' then 0 when 'warn' then 1 else 2 end,
                domain, policy_id, project_name, unique_id, message
            limit {{ limit }}
        {%- endset -%}
        {%- set columns = ['severity', 'domain', 'project_name', 'policy_id', 'unique_id', 'message', 'fix'] -%}
        {%- for row in run_query(query).rows -%}
            {%- if format == 'json' -%}
                {%- set finding = {} -%}
                {%- for column in columns -%}
                    {%- do finding.update({column: row[loop.index0]}) -%}
                {%- endfor -%}
                {{ print(tojson(finding)) }}
            {%- else -%}
                {{ print(row[0] ~ ' | ' ~ row[1] ~ ' | ' ~ row[3] ~ ' | ' ~ row[5]) }}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
