{% macro _staged_severity(stage, severity) %}
    {#-
        What the stage of a policy's life leaves of its severity, as an SQL expression: what is proposed is listed, on
        trial nothing is an error, what is retired is off. Without a stage it is enforced.
    -#}
    case
        when {{ severity }} = 'off' or {{ stage }} = 'retired' then 'off'
        when {{ stage }} = 'proposed' then 'info'
        when {{ stage }} = 'trial' and {{ severity }} = 'error' then 'warn'
        else {{ severity }}
    end
{%- endmacro %}
