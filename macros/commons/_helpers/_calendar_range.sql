{% macro _calendar_range() %}
    {%- set first_text = mesh_commons._setting('mesh_calendar_first_day') | string -%}
    {%- set last_text = mesh_commons._setting('mesh_calendar_last_day') | string -%}
    {%- set month = mesh_commons._setting('mesh_fiscal_year_first_month') -%}
    {%- set iso_date = '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' -%}
    {%- if not (modules.re.match(iso_date, first_text) and modules.re.match(iso_date, last_text)) -%}
        {{ exceptions.raise_compiler_error(
            "_calendar_range: the calendar is to run from '" ~ first_text ~ "' to '" ~ last_text ~ "'. Write "
            ~ "mesh_calendar_first_day and mesh_calendar_last_day as '2000-01-31'."
        ) }}
    {%- endif -%}
    {%- set first = modules.datetime.date.fromisoformat(first_text) -%}
    {%- set day_count = (modules.datetime.date.fromisoformat(last_text) - first).days + 1 -%}
    {%- if day_count < 1 or day_count > 100000 -%}
        {{ exceptions.raise_compiler_error(
            "_calendar_range: from " ~ first_text ~ " to " ~ last_text ~ " are " ~ day_count ~ " days. The calendar "
            ~ "holds 1 to 100000; set mesh_calendar_first_day and mesh_calendar_last_day so."
        ) }}
    {%- elif month is not integer or month < 1 or month > 12 -%}
        {{ exceptions.raise_compiler_error(
            "_calendar_range: mesh_fiscal_year_first_month is '" ~ month ~ "'. Give a number from 1 to 12."
        ) }}
    {%- endif -%}
    {{ return({
        'first_day': first_text,
        'first_weekday': first.isoweekday(),
        'day_count': day_count,
        'fiscal_first_month': month,
    }) }}
{% endmacro %}
