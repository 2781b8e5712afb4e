{% macro _pull_request_schema_date(schema, project) %}
    {#- The date in the name of a pull-request schema of this project; none for every other name. -#}
    {%- set pattern = '^pr_' ~ modules.re.escape(project | lower) ~ '_[0-9]+_([0-9]{4})([0-9]{2})([0-9]{2})\\Z' -%}
    {#- Snowflake keeps unquoted names in upper case; a name of mixed case is nobody's pull request. -#}
    {%- set parts = modules.re.match(pattern, schema | lower if schema == schema | upper else schema) -%}
    {%- if not parts -%}
        {{ return(none) }}
    {%- endif -%}
    {%- set year, month, day = parts.group(1) | int, parts.group(2) | int, parts.group(3) | int -%}
    {%- set is_leap_year = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) -%}
    {%- set days_in_month = [31, 29 if is_leap_year else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] -%}
    {%- if year < 2000 or month < 1 or month > 12 or day < 1 or day > days_in_month[month - 1] -%}
        {{ return(none) }}
    {%- endif -%}
    {{ return(modules.datetime.date(year, month, day)) }}
{% endmacro %}
